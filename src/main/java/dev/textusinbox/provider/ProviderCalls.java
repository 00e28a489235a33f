package dev.textusinbox.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.textusinbox.platform.ProblemException;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Calls to the provider for one source. What goes wrong becomes a problem for the operator: 502, 504 where the provider did
 * not answer in time, 429 where it said so; with what it said, and never with the token. Blocks.
 *
 * <p>Reading is tried again, a little later, where the provider failed; a change never is: nobody knows whether it was made.
 */
final class ProviderCalls {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int TRIES = 3;
    private static final long FIRST_PAUSE_MILLIS = 200;
    /** Without a Retry-After that can be read: the provider's window is five minutes long. */
    private static final long USUAL_WAIT_SECONDS = 60;

    private static final int MOST_PAGES = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WatchedSource source;
    private final IntegrationsClient client;
    private final RateBudget budget = new RateBudget(Clock.systemUTC());
    private final String bearer;
    private final List<String> unspeakable;

    ProviderCalls(WatchedSource source, Duration patience) {
        this.source = source;
        this.bearer = "Bearer " + source.token();
        this.unspeakable = new ArrayList<>(source.secrets());
        unspeakable.add(source.token());
        this.client = QuarkusRestClientBuilder.newBuilder()
                .baseUri(source.baseUrl())
                .connectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                // An error's body says what is wrong: it is read here, not thrown away with an exception.
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(IntegrationsClient.class);
    }

    RateBudget budget() {
        return budget;
    }

    /** All webhook integrations of the account. */
    List<Integration> list() {
        Map<String, Integration> found = new LinkedHashMap<>();
        int total = addPage(found, null);
        // How the provider pages is not documented: asked for until nothing new comes.
        for (int page = 2, before = 0; found.size() < total && found.size() > before && page <= MOST_PAGES; page++) {
            before = found.size();
            addPage(found, page);
        }
        if (found.size() < total) {
            throw ProviderTrouble.incomplete(found.size(), total);
        }
        return found.values().stream().filter(Integration::isWebhook).toList();
    }

    /** Makes one; gives its id. */
    String create(JsonNode body) {
        JsonNode made = change(() -> client.create(bearer, source.account(), body.toString()));
        if (!made.path("id").isTextual()) {
            throw ProviderTrouble.unreadable(source, 201, "", true);
        }
        return Integration.of(made).id();
    }

    void update(String id, JsonNode body) {
        JsonNode unused = change(() -> client.update(bearer, id, body.toString()));
    }

    void delete(String id) {
        JsonNode unused = change(() -> client.delete(bearer, id));
    }

    private int addPage(Map<String, Integration> found, Integer page) {
        JsonNode list = read(() -> client.list(bearer, source.account(), page));
        JsonNode members = list.has("members") ? list.path("members") : list.path("hydra:member");
        if (!members.isArray()) {
            throw ProviderTrouble.unreadable(source, 200, Said.of(null, list.toString(), unspeakable), false);
        }
        for (JsonNode member : members) {
            Integration integration = Integration.of(member);
            found.putIfAbsent(integration.id(), integration);
        }
        return list.path("totalItems").asInt(found.size());
    }

    private JsonNode read(Supplier<Response> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(call, false);
            } catch (ProblemException e) {
                if (e.problem().status() != 502 || attempt == TRIES || !passes(e)) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    private JsonNode change(Supplier<Response> call) {
        return once(call, true);
    }

    private JsonNode once(Supplier<Response> call, boolean changes) {
        long closed = budget.closedForSeconds();
        if (closed > 0) {
            throw ProviderTrouble.tooMany("", closed);
        }
        try (Response response = call.get()) {
            return answer(response, changes);
        } catch (ProcessingException e) {
            throw isTimeout(e)
                    ? ProviderTrouble.timedOut(source, changes)
                    : new PassingTrouble(ProviderTrouble.unreachable(source, kind(e), changes));
        }
    }

    private JsonNode answer(Response response, boolean changes) {
        int status = response.getStatus();
        budget.told(response.getHeaderString("X-RateLimit-Remaining"));
        String type = response.getHeaderString("Content-Type");
        String body = response.hasEntity() ? response.readEntity(String.class) : "";
        if (status >= 200 && status < 300) {
            return json(status, type, body, changes);
        }
        String said = Said.of(type, body, unspeakable);
        if (status == 429) {
            long wait = Math.max(
                    1,
                    RateBudget.seconds(response.getHeaderString("Retry-After")).orElse(USUAL_WAIT_SECONDS));
            budget.close(wait);
            throw ProviderTrouble.tooMany(said, wait);
        }
        ProblemException problem = ProviderTrouble.answered(source, status, said, changes);
        throw status >= 500 ? new PassingTrouble(problem) : problem;
    }

    private JsonNode json(int status, String type, String body, boolean changes) {
        if (status == 204 || (changes && body.isBlank())) {
            return JSON.missingNode();
        }
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Told below, as for JSON that is no object.
        }
        throw ProviderTrouble.unreadable(source, status, Said.of(type, body, unspeakable), changes);
    }

    /** Trouble that may be over in a moment. */
    private static final class PassingTrouble extends ProblemException {
        private static final long serialVersionUID = 1;

        PassingTrouble(ProblemException trouble) {
            super(trouble.problem());
        }
    }

    private static boolean passes(ProblemException trouble) {
        return trouble instanceof PassingTrouble;
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isTimeout(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof TimeoutException
                    || t instanceof SocketTimeoutException
                    || t instanceof io.netty.channel.ConnectTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** The innermost exception's name: its message may hold anything. */
    private static String kind(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null) {
            t = t.getCause();
        }
        return t.getClass().getSimpleName();
    }
}
