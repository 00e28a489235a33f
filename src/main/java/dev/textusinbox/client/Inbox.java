package dev.textusinbox.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An inbox, for an app in plain Java that reads its history or consumes its events. It needs Jackson ({@code jackson-databind} and
 * {@code jackson-datatype-jsr310}) and nothing else; where there is a MicroProfile REST client, {@link InboxApi} has the same calls.
 * What is no 2xx, and no answer, is an {@link InboxException}. Safe for several threads.
 *
 * <pre>{@code
 * Inbox inbox = Inbox.at(URI.create("https://inbox.example"), key);
 * try (Consumption billing = inbox.consume("billing", event -> bill(event))) {
 *     billing.await();
 * }
 * }</pre>
 */
public final class Inbox implements ConsumerCalls {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String root;
    private final String authorization;

    private Inbox(URI root, String key) {
        this.root = root.toString().replaceFirst("/+$", "");
        this.authorization = "Bearer " + key;
    }

    /**
     * The inbox at this address.
     *
     * @param root as in {@code https://inbox.example}
     * @param key an API key, with the role for what is asked
     * @throws IllegalArgumentException if it is no http or https URL
     */
    public static Inbox at(URI root, String key) {
        if (root.getHost() == null || !("https".equals(root.getScheme()) || "http".equals(root.getScheme()))) {
            throw new IllegalArgumentException("not the address of an inbox: " + root);
        }
        return new Inbox(root, key);
    }

    /** Consumes the events of a pull consumer from now on, with {@link ConsumeOptions#DEFAULT}. */
    public Consumption consume(String consumer, EventConsumer handler) {
        return consume(consumer, ConsumeOptions.DEFAULT, handler);
    }

    /**
     * Consumes the events of a pull consumer from now on, until it is closed: at least once, each contact's one at a time and in
     * order, several contacts side by side.
     *
     * @param consumer its name; an operator has made it
     * @param handler what to do with each
     */
    public Consumption consume(String consumer, ConsumeOptions options, EventConsumer handler) {
        return Consumption.started(this, consumer, options, handler);
    }

    /** A page of events; go on with its {@code next}. */
    public EventPage events(EventSearch search) {
        return get("/api/events" + query(search), EventPage.class);
    }

    /** One event, with its payload and what each handler made of it. */
    public EventDetail event(String id) {
        return get("/api/events/" + encoded(id), EventDetail.class);
    }

    /** The exact bytes of a delivery. */
    public byte[] raw(String id) {
        return send(request("/api/events/" + encoded(id) + "/raw", TIMEOUT).build());
    }

    /** One contact; the phone in any usual notation. */
    public Contact contact(String phone) {
        return get("/api/contacts/" + encoded(phone), Contact.class);
    }

    /** Which of these phones may be texted; up to 1,000. */
    public LookupAnswer lookup(LookupRequest request) {
        return post("/api/contacts/lookup", request, LookupAnswer.class, TIMEOUT);
    }

    /** What became of a message; its id without its path. */
    public Message message(String id) {
        return get("/api/messages/" + encoded(id), Message.class);
    }

    @Override
    public Pulled receive(Receive request, String consumer) {
        Duration wait = Duration.ofSeconds(request.waitSeconds() == null ? 0 : request.waitSeconds());
        return post(consumer(consumer, "receive"), request, Pulled.class, TIMEOUT.plus(wait));
    }

    @Override
    public Acked ack(Ack request, String consumer) {
        return post(consumer(consumer, "ack"), request, Acked.class, TIMEOUT);
    }

    @Override
    public Retried retry(Retry request, String consumer) {
        return post(consumer(consumer, "retry"), request, Retried.class, TIMEOUT);
    }

    @Override
    public Failed fail(Fail request, String consumer) {
        return post(consumer(consumer, "fail"), request, Failed.class, TIMEOUT);
    }

    @Override
    public Extended extend(Extend request, String consumer) {
        return post(consumer(consumer, "extend"), request, Extended.class, TIMEOUT);
    }

    @Override
    public Released release(Release request, String consumer) {
        return post(consumer(consumer, "release"), request, Released.class, TIMEOUT);
    }

    private static String consumer(String name, String call) {
        return "/api/consumers/" + encoded(name) + "/" + call;
    }

    private static String query(EventSearch search) {
        List<String> parts = new ArrayList<>();
        add(parts, "source", search.source);
        if (search.type != null) {
            search.type.forEach(type -> add(parts, "type", type));
        }
        add(parts, "contact", search.contact);
        add(parts, "conversation", search.conversation);
        add(parts, "message", search.message);
        add(parts, "from", search.from);
        add(parts, "to", search.to);
        add(parts, "payload", search.payload);
        add(parts, "text", search.text);
        add(parts, "order", search.order);
        add(parts, "limit", search.limit);
        add(parts, "include", search.include);
        add(parts, "cursor", search.cursor);
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static void add(List<String> parts, String name, Object value) {
        if (value != null) {
            parts.add(name + "=" + encoded(value.toString()));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(root + path)).timeout(timeout).header("Authorization", authorization);
    }

    private <T> T get(String path, Class<T> type) {
        return read(send(request(path, TIMEOUT).build()), type);
    }

    private <T> T post(String path, Object body, Class<T> type, Duration timeout) {
        HttpRequest request = request(path, timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(written(body)))
                .build();
        return read(send(request), type);
    }

    private byte[] send(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw failure(answer);
            }
            return answer.body();
        } catch (IOException e) {
            throw new InboxException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InboxException(new IOException("interrupted", e));
        }
    }

    private static InboxException failure(HttpResponse<byte[]> answer) {
        Integer retryAfter = answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(Integer::valueOf)
                .orElse(null);
        return new InboxException(answer.statusCode(), detail(answer.body()), retryAfter);
    }

    private static String detail(byte[] body) {
        try {
            JsonNode problem = JSON.readTree(body);
            return problem.path("detail").asText(problem.path("title").asText("no problem told"));
        } catch (IOException e) {
            return "no problem told";
        }
    }

    private static byte[] written(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (IOException e) {
            throw new InboxException(e);
        }
    }
}
