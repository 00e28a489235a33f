package dev.textusinbox.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.platform.http.Hmac;
import dev.textusinbox.simulator.DeliveryFactory;
import dev.textusinbox.simulator.SimulatedDelivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The inbox that a {@code @QuarkusTest} runs, as the provider and an operator see it: signed webhooks go in, and one can wait for what
 * the handlers make of them. Through HTTP and the real database, so nothing of it is a stand-in. Safe for several threads.
 */
public final class TestInbox {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(25);
    /** As it stands, hashed, in the kit's settings. */
    private static final String KEY = "test-kit-key-for-tests-only";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final DeliveryFactory samples = new DeliveryFactory(new Random(), Clock.systemUTC(), 1);
    private final URI root;
    private final String source;
    private final String secret;

    private TestInbox(URI root, String source, String secret) {
        this.root = root;
        this.source = source;
        this.secret = secret;
    }

    /** That of the running test, and its source {@code textus}. */
    public static TestInbox running() {
        return running("textus");
    }

    /** That of the running test, and one of its sources, with the first of that source's secrets. */
    public static TestInbox running(String source) {
        var config = ConfigProvider.getConfig();
        String secret = config.getValue("inbox.sources." + source + ".secrets", String[].class)[0];
        return new TestInbox(URI.create(config.getValue("test.url", String.class)), source, secret);
    }

    /**
     * Posts a sample of the type, signed as the provider signs.
     *
     * @param type one of the provider's eight, such as {@code message.received}
     * @param phone the contact's, in E.164
     */
    public Delivered post(String type, String phone) {
        byte[] body;
        synchronized (samples) {
            body = samples.of(type, phone).body();
        }
        return post(body);
    }

    /**
     * Posts a body of your own, signed. Again while the answer is 504, as the provider does: the inbox may still be starting.
     *
     * @throws AssertionError if it is not taken within 30 s
     */
    public Delivered post(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/webhooks/" + source))
                .header(SimulatedDelivery.SIGNATURE_HEADER, Hmac.hex(Hmac.sha256(secret.getBytes(UTF_8), body)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        long until = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> answer = send(request);
        while (answer.statusCode() == 504 && System.nanoTime() < until) {
            pause();
            answer = send(request);
        }
        if (answer.statusCode() != 200 && answer.statusCode() != 202) {
            throw new AssertionError("the inbox answers " + answer.statusCode() + " " + answer.body());
        }
        JsonNode said = json(answer.body());
        return new Delivered(
                answer.statusCode(),
                said.path("outcome").asText(),
                said.path("eventId").asLong(),
                body);
    }

    /**
     * Waits until the handler has handled the event.
     *
     * @throws AssertionError if it is dead, discarded or skipped, or not handled within 30 s: with its state and last error
     */
    public void awaitHandled(String handler, Delivered delivered) {
        awaitState(handler, delivered, "done");
    }

    /**
     * Waits until the event stands so with the handler.
     *
     * @param state {@code done}, {@code retrying}, {@code blocked}, {@code dead}, {@code discarded} or {@code skipped}
     * @throws AssertionError if it ends in another state, or 30 s pass: with its state and last error
     */
    public void awaitState(String handler, Delivered delivered, String state) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        JsonNode now = state(handler, delivered);
        while (!now.path("state").asText().equals(state)) {
            if (System.nanoTime() > until || isEnd(now.path("state").asText())) {
                throw new AssertionError(
                        "event " + delivered.eventId() + " is not " + state + " with " + handler + ": " + now);
            }
            pause();
            now = state(handler, delivered);
        }
    }

    private static boolean isEnd(String state) {
        return switch (state) {
            case "done", "dead", "discarded", "skipped" -> true;
            default -> false;
        };
    }

    private JsonNode state(String handler, Delivered delivered) {
        JsonNode event = get("/api/events/" + delivered.eventId());
        for (JsonNode each : event.path("handlers")) {
            if (each.path("handler").asText().equals(handler)) {
                return each;
            }
        }
        throw new AssertionError("there is no handler " + handler + ": " + event.path("handlers"));
    }

    /**
     * What the API answers to an operator.
     *
     * @param path such as {@code /admin/handlers}
     * @throws AssertionError if that is not 200
     */
    public JsonNode get(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(root.resolve(path))
                .header("Authorization", "Bearer " + KEY)
                .build());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answers " + answer.statusCode() + " " + answer.body());
        }
        return json(answer.body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("the test was interrupted", e);
    }
}
