package dev.textusinbox.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.textusinbox.platform.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
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

    private static final int TRIES = 3;
    private static final long FIRST_PAUSE_MILLIS = 200;
    /** Without a Retry-After that can be read: the provider's window is five minutes long. */
    private static final long DEFAULT_WAIT_SECONDS = 60;

    private static final int MAX_PAGES = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WatchedSource source;
    private final ProviderClient client;
    private final RateBudget budget = new RateBudget(Clock.systemUTC());
    private final String bearer;
    private final List<String> secretsToRedact;

    ProviderCalls(WatchedSource source, Duration patience) {
        this.source = source;
        this.bearer = "Bearer " + source.token();
        this.secretsToRedact = new ArrayList<>(source.secrets());
        secretsToRedact.add(source.token());
        this.client = new ProviderClient(source.baseUrl(), patience);
    }

    RateBudget budget() {
        return budget;
    }

    /** All webhook integrations of the account. */
    List<Integration> list() {
        Map<String, Integration> found = new LinkedHashMap<>();
        int total = addPage(found, null);
        // How the provider pages is not documented: asked for until nothing new comes.
        for (int page = 2, before = 0; found.size() < total && found.size() > before && page <= MAX_PAGES; page++) {
            before = found.size();
            addPage(found, page);
        }
        if (found.size() < total) {
            throw ProviderFailure.incomplete(found.size(), total);
        }
        return found.values().stream().filter(Integration::isWebhook).toList();
    }

    /** Makes one; gives its id. */
    String create(JsonNode body) {
        JsonNode made = change(() -> client.api().create(bearer, source.account(), body.toString()));
        if (!made.path("id").isTextual()) {
            throw ProviderFailure.unreadable(source, 201, "", true);
        }
        return Integration.of(made).id();
    }

    void update(String id, JsonNode body) {
        JsonNode unused = change(() -> client.api().update(bearer, id, body.toString()));
    }

    void delete(String id) {
        JsonNode unused = change(() -> client.api().delete(bearer, id));
    }

    private int addPage(Map<String, Integration> found, Integer page) {
        JsonNode list = read(() -> client.api().list(bearer, source.account(), page));
        JsonNode members = list.has("members") ? list.path("members") : list.path("hydra:member");
        if (!members.isArray()) {
            throw ProviderFailure.unreadable(
                    source, 200, ProviderMessage.of(null, list.toString(), secretsToRedact), false);
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
                if (e.problem().status() != 502 || attempt == TRIES || !isTransient(e)) {
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
            throw ProviderFailure.tooMany("", closed);
        }
        try (Response response = call.get()) {
            return answer(response, changes);
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            // Not only the client's own exception: of an answer that is no HTTP it is whatever Netty threw.
            throw isTimeout(e)
                    ? ProviderFailure.timedOut(source, changes)
                    : new TransientFailure(ProviderFailure.unreachable(source, kind(e), changes));
        }
    }

    private JsonNode answer(Response response, boolean changes) {
        int status = response.getStatus();
        budget.told(response.getHeaderString("X-RateLimit-Remaining"));
        String type = response.getHeaderString("Content-Type");
        String body = body(response, changes);
        if (status >= 200 && status < 300) {
            return json(status, type, body, changes);
        }
        String said = ProviderMessage.of(type, body, secretsToRedact);
        if (status == 429) {
            long wait = Math.max(
                    1,
                    budget.retryAfter(response.getHeaderString("Retry-After")).orElse(DEFAULT_WAIT_SECONDS));
            budget.close(wait);
            throw ProviderFailure.tooMany(said, wait);
        }
        ProblemException problem = ProviderFailure.answered(source, status, said, changes);
        throw status >= 500 ? new TransientFailure(problem) : problem;
    }

    private String body(Response response, boolean changes) {
        try {
            return client.body(response);
        } catch (ProviderClient.BodyTooLarge e) {
            throw ProviderFailure.unreadable(source, response.getStatus(), "", changes);
        } catch (InterruptedIOException e) {
            throw ProviderFailure.timedOut(source, changes);
        } catch (IOException e) {
            throw new TransientFailure(ProviderFailure.unreachable(source, kind(e), changes));
        }
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
        throw ProviderFailure.unreadable(source, status, ProviderMessage.of(type, body, secretsToRedact), changes);
    }

    /** One that may be over in a moment. */
    private static final class TransientFailure extends ProblemException {
        private static final long serialVersionUID = 1;

        TransientFailure(ProblemException failure) {
            super(failure.problem());
        }
    }

    private static boolean isTransient(ProblemException failure) {
        return failure instanceof TransientFailure;
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
