package dev.textusinbox.handler;

import dev.textusinbox.outbound.HttpPoster;
import dev.textusinbox.outbound.Post;
import dev.textusinbox.outbound.PostResult;
import dev.textusinbox.outbound.PostResult.Answered;
import dev.textusinbox.outbound.PostResult.PostFailed;
import dev.textusinbox.platform.http.RetryAfter;
import dev.textusinbox.trace.Outgoing;
import dev.textusinbox.trace.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** Posts to a forward's receiver, signed where it has a secret, and tells from the status what became of it. */
final class ForwardReceiver {
    private static final int GONE = 410;

    private final ForwardTarget target;
    private final Clock clock;
    private final Traces traces;
    private final HttpPoster poster;

    ForwardReceiver(ForwardTarget target, Clock clock, Traces traces, HttpPoster poster) {
        this.target = target;
        this.clock = clock;
        this.traces = traces;
        this.poster = poster;
    }

    ForwardTarget target() {
        return target;
    }

    /** A post of this body, with the headers that each has. */
    Post post(byte[] body, String contentType, Delivery delivery) {
        Post post = new Post(body).header("Inbox-Attempt", Integer.toString(delivery.attempt()));
        if (contentType != null) {
            post.header("Content-Type", contentType);
        }
        if (delivery.replay().isPresent()) {
            post.header("Inbox-Replay", Long.toString(delivery.replay().getAsLong()));
        }
        return post;
    }

    /** @param id the same on every attempt at the same content, and for no other content */
    Outcome send(Post post, String id, byte[] body) throws InterruptedException {
        if (target.signer() != null) {
            long now = clock.instant().getEpochSecond();
            post.header("webhook-id", id)
                    .header("webhook-timestamp", Long.toString(now))
                    .header("webhook-signature", target.signer().sign(id, now, body));
        }
        try (Outgoing span = traces.posting(target.url())) {
            span.headers(post::header);
            PostResult result = poster.post(post);
            if (result instanceof Answered answer) {
                span.answered(answer.status());
                return outcome(answer).with(response(answer));
            }
            PostFailed failed = (PostFailed) result;
            return isAway(failed.cause())
                    ? Outcome.unavailable(failed.text())
                    : Outcome.transientFailure(failed.text());
        }
    }

    private Outcome outcome(Answered answer) {
        if (answer.isSuccess()) {
            return Outcome.done();
        }
        if (answer.status() == GONE) {
            return Outcome.pauseHandler("HTTP 410 from " + target.url().authority() + ": the receiver is gone");
        }
        Duration notBefore = answer.retryAfter()
                .flatMap(value -> RetryAfter.read(value, clock.instant()))
                .orElse(Duration.ZERO);
        String reason = "HTTP " + answer.status() + " from " + target.url().authority();
        return isTransient(answer.status())
                ? Outcome.transientFailure(reason, notBefore)
                : Outcome.retry(reason, notBefore);
    }

    private static ReceiverAnswer response(Answered answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.body().length == HttpPoster.MAX_BODY && body.endsWith("\ufffd")) {
            // Cut in the middle of a character.
            body = body.substring(0, body.length() - 1);
        }
        return new ReceiverAnswer(answer.status(), answer.contentType().orElse(null), body.isEmpty() ? null : body);
    }

    /** There was no connection: whatever the event was, it made no difference. */
    private static boolean isAway(PostResult.Cause cause) {
        return switch (cause) {
            case NAME_NOT_FOUND, REFUSED, NO_ROUTE, CONNECT_TIMEOUT, TLS -> true;
            case ANSWER_TIMEOUT, RESET, CLOSED, NOT_HTTP, OTHER -> false;
        };
    }

    /** Says something of the receiver, and nothing of the event. */
    private static boolean isTransient(int status) {
        return status >= 500 || status == 408 || status == 425 || status == 429;
    }

    void close() {
        poster.close();
    }
}
