package dev.textusinbox.receive;

import dev.textusinbox.log.AppendResult;
import dev.textusinbox.log.AppendResult.Duplicate;
import dev.textusinbox.log.AppendResult.Quarantined;
import dev.textusinbox.log.AppendResult.RefusalReason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.platform.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;

/**
 * The answer policy: the one place that decides what the provider is told.
 *
 * <p>The provider knows four answers. 2xx: taken. 504: it tries again, with backoff, for up to 12 hours, then the event
 * is lost. Any other error: it stops the whole integration, keeps everything, and tries once an hour. Too slow: it sends
 * again. So whatever passes within hours is a 504, what may take longer than the provider's patience is a
 * 503, and no other error is given where a verified delivery is concerned.
 *
 * @param outcome the word for metrics
 * @param retryAfter seconds, or 0 for none
 * @param close whether the connection is closed after it
 */
record Answer(int status, String outcome, String contentType, String body, int retryAfter, boolean close) {
    private static final String JSON = "application/json";
    private static final int RETRY_AFTER_SECONDS = 5;
    /** The provider asks again once an hour, whatever it is told. */
    private static final int PARKED_SECONDS = 3600;

    /** It is durable: the provider forgets it. */
    boolean isTaken() {
        return status < 300;
    }

    /** The provider sends it again within seconds, and gives it up after 12 hours. */
    boolean isTryAgain() {
        return status == 504;
    }

    /** The table; {@code docs/provider.md} has it for users. */
    static Answer to(Reception reception) {
        if (reception instanceof Reception.Logged logged) {
            return to(logged.result());
        }
        if (reception instanceof Reception.Unverified) {
            return problem(401, "unverified", "the signature is missing or wrong", 0, false);
        }
        if (reception instanceof Reception.UnknownSource) {
            return problem(404, "unknown-source", "there is no such source", 0, false);
        }
        if (reception instanceof Reception.NotPost) {
            return problem(405, "not-post", "a webhook is posted", 0, false);
        }
        if (reception instanceof Reception.TooLarge) {
            return problem(413, "too-large", "the body is larger than this inbox accepts", 0, true);
        }
        if (reception instanceof Reception.Parked) {
            return problem(503, "parked", "keep this and what follows: it will be taken later", PARKED_SECONDS, false);
        }
        if (reception instanceof Reception.Overloaded) {
            return tryAgain("overloaded", "too much at once: try again", false);
        }
        return tryAgain("failed", "try again", false);
    }

    private static Answer to(AppendResult result) {
        if (result instanceof Stored stored) {
            return new Answer(
                    202, "stored", JSON, "{\"outcome\":\"stored\",\"eventId\":\"" + stored.eventId() + "\"}", 0, false);
        }
        if (result instanceof Duplicate duplicate) {
            return new Answer(
                    200,
                    duplicate.conflict() ? "conflict" : "duplicate",
                    JSON,
                    "{\"outcome\":\"duplicate\",\"eventId\":\"" + duplicate.eventId() + "\"}",
                    0,
                    false);
        }
        if (result instanceof Quarantined quarantined) {
            String body = "{\"outcome\":\"quarantined\",\"quarantineId\":\"" + quarantined.quarantineId() + "\"}";
            return new Answer(202, "quarantined", JSON, body, 0, false);
        }
        RefusalReason reason = ((Refused) result).reason();
        return tryAgain(
                reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                "not stored: try again",
                reason == RefusalReason.STOPPING);
    }

    /** Writes it, unless there is an answer already or nobody to have one. */
    void write(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        if (retryAfter > 0) {
            response.putHeader("Retry-After", Integer.toString(retryAfter));
        }
        if (status == 405) {
            response.putHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
        }
        if (close) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        response.end(body);
    }

    private static Answer tryAgain(String outcome, String detail, boolean close) {
        return problem(504, outcome, detail, RETRY_AFTER_SECONDS, close);
    }

    private static Answer problem(int status, String outcome, String detail, int retryAfter, boolean close) {
        return new Answer(
                status, outcome, Problem.MEDIA_TYPE, Problem.of(status, detail).json(), retryAfter, close);
    }
}
