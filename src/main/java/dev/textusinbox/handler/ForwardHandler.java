package dev.textusinbox.handler;

import dev.textusinbox.log.Event;
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
import java.util.Set;

/** Posts each event to a URL, byte for byte as it was received. */
final class ForwardHandler implements EventHandler {
    private static final int GONE = 410;

    private final String name;
    private final ForwardTarget target;
    private final Clock clock;
    private final Traces traces;
    private final HttpPoster poster;

    ForwardHandler(String name, ForwardTarget target, Clock clock, Traces traces, HttpPoster poster) {
        this.name = name;
        this.target = target;
        this.clock = clock;
        this.traces = traces;
        this.poster = poster;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> types() {
        return target.types();
    }

    @Override
    public String kind() {
        return "forward";
    }

    @Override
    public String target() {
        return target.url().shown();
    }

    @Override
    public boolean isAwayAfterFailures() {
        return true;
    }

    @Override
    public Outcome handle(Event event, Delivery delivery) throws InterruptedException {
        if (event.body() == null) {
            return Outcome.giveUp("the event has been erased");
        }
        try (Outgoing span = traces.posting(target.url())) {
            Post post = post(event, delivery);
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

    private Post post(Event event, Delivery delivery) {
        Post post = new Post(event.body())
                .header("Inbox-Event-Id", Long.toString(event.id()))
                .header("Inbox-Event-Type", event.type())
                .header("Inbox-Source", event.source())
                .header("Inbox-Attempt", Integer.toString(delivery.attempt()));
        if (event.contact() != null) {
            post.header("Inbox-Contact", event.contact());
        }
        if (event.contentType() != null) {
            post.header("Content-Type", event.contentType());
        }
        if (delivery.replay().isPresent()) {
            post.header("Inbox-Replay", Long.toString(delivery.replay().getAsLong()));
        }
        if (target.signer() != null) {
            String id = "evt_" + event.id();
            long now = clock.instant().getEpochSecond();
            post.header("webhook-id", id)
                    .header("webhook-timestamp", Long.toString(now))
                    .header("webhook-signature", target.signer().sign(id, now, event.body()));
        }
        return post;
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

    @Override
    public void stop() {
        poster.close();
    }
}
