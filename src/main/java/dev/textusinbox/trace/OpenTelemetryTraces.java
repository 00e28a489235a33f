package dev.textusinbox.trace;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.textusinbox.log.Event;
import dev.textusinbox.platform.http.HttpUrl;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** On. Names are OpenTelemetry's semantic conventions for HTTP and messaging where these have one, else {@code inbox.*}. */
final class OpenTelemetryTraces implements Traces {
    static final AttributeKey<String> SOURCE = stringKey("inbox.source");
    static final AttributeKey<Long> EVENT_ID = longKey("inbox.event.id");
    static final AttributeKey<String> EVENT_TYPE = stringKey("inbox.event.type");
    static final AttributeKey<String> OUTCOME = stringKey("inbox.outcome");
    static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");
    static final AttributeKey<String> METHOD = stringKey("http.request.method");
    static final AttributeKey<String> ROUTE = stringKey("http.route");
    static final AttributeKey<Long> STATUS = longKey("http.response.status_code");
    private static final AttributeKey<String> HANDLER = stringKey("inbox.handler");
    private static final AttributeKey<Long> ATTEMPT = longKey("inbox.attempt");
    private static final AttributeKey<Long> REPLAY = longKey("inbox.replay");
    private static final AttributeKey<Long> BATCH = longKey("inbox.batch.events");
    private static final AttributeKey<String> SERVER = stringKey("server.address");
    private static final AttributeKey<Long> PORT = longKey("server.port");
    private static final AttributeKey<String> MESSAGING = stringKey("messaging.system");
    private static final AttributeKey<String> TOPIC = stringKey("messaging.destination.name");

    private final Tracer tracer;
    private final EventIds ids;
    private final TraceKey key;

    OpenTelemetryTraces(Tracer tracer, EventIds ids, TraceKey key) {
        this.tracer = tracer;
        this.ids = ids;
        this.key = key;
    }

    @Override
    public Receipt receipt() {
        return new TracedReceipt(tracer, ids, key);
    }

    @Override
    public Handling handling(String handler, Event event, int attempt, OptionalLong replay) {
        Span span = builder(handler, event).startSpan();
        describe(span, handler, event, attempt);
        replay.ifPresent(id -> span.setAttribute(REPLAY, id));
        return new TracedHandling(span);
    }

    @Override
    public void handledTogether(String handler, List<Event> events, long startedNanos) {
        Instant ended = Instant.now();
        Instant started = ended.minus(Duration.ofNanos(System.nanoTime() - startedNanos));
        for (Event event : events) {
            Span span = builder(handler, event).setStartTimestamp(started).startSpan();
            describe(span, handler, event, 1);
            span.setAttribute(BATCH, events.size());
            span.setAttribute(OUTCOME, "done");
            span.end(ended);
        }
    }

    private SpanBuilder builder(String handler, Event event) {
        byte[] loaded = key.get();
        Context parent = loaded == null
                ? Context.root()
                : EventTrace.of(event.id(), loaded).asParent();
        return tracer.spanBuilder("process " + handler)
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(parent);
    }

    private static void describe(Span span, String handler, Event event, int attempt) {
        span.setAttribute(HANDLER, handler);
        span.setAttribute(SOURCE, event.source());
        span.setAttribute(EVENT_ID, event.id());
        span.setAttribute(EVENT_TYPE, event.type());
        span.setAttribute(ATTEMPT, attempt);
    }

    /** No path, no query, no user: they may be keys. */
    @Override
    public Outgoing posting(HttpUrl url) {
        Span span = tracer.spanBuilder("POST").setSpanKind(SpanKind.CLIENT).startSpan();
        span.setAttribute(METHOD, "POST");
        span.setAttribute(SERVER, url.host());
        if (url.givenPort() >= 0) {
            span.setAttribute(PORT, url.givenPort());
        }
        return new TracedOutgoing(span);
    }

    @Override
    public Outgoing sending(String topic) {
        Span span = tracer.spanBuilder("send " + topic)
                .setSpanKind(SpanKind.PRODUCER)
                .startSpan();
        span.setAttribute(MESSAGING, "kafka");
        span.setAttribute(TOPIC, topic);
        return new TracedOutgoing(span);
    }
}
