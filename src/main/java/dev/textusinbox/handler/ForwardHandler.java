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
                return outcome(answer);
            }
            return Outcome.retry(((PostFailed) result).text());
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
            return Outcome.pauseHandler("HTTP 410: the receiver is gone");
        }
        Duration notBefore = answer.retryAfter()
                .flatMap(value -> RetryAfter.read(value, clock.instant()))
                .orElse(Duration.ZERO);
        return Outcome.retry("HTTP " + answer.status(), notBefore);
    }

    @Override
    public void stop() {
        poster.close();
    }
}
