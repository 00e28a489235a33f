package dev.textusinbox.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A receipt's spans are made when it is over: only then is the event's id known, and with it the trace. */
final class TracedReceipt implements Receipt {
    private static final String ROUTE = "/webhooks/{source}";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
    private static final int FIRST_SERVER_ERROR = 500;
    private static final TextMapGetter<String> HEADER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of("traceparent");
        }

        @Override
        public String get(String traceparent, String name) {
            return name.equals("traceparent") ? traceparent : null;
        }
    };

    private final Tracer tracer;
    private final EventIds ids;
    private final TraceKey key;
    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();
    private long handedNanos;
    private volatile long loggedNanos;
    private String method;
    private String source;
    private String traceparent;
    private long eventId;
    /** Of a new event. */
    private String eventType;

    TracedReceipt(Tracer tracer, EventIds ids, TraceKey key) {
        this.tracer = tracer;
        this.ids = ids;
        this.key = key;
    }

    @Override
    public boolean isRecording() {
        return true;
    }

    @Override
    public void handedToLog() {
        handedNanos = System.nanoTime();
    }

    @Override
    public void logged() {
        loggedNanos = System.nanoTime();
    }

    @Override
    public void from(String asked, String configured, String sender) {
        // Any other word is the sender's own.
        method = METHODS.contains(asked) ? asked : "_OTHER";
        source = configured;
        traceparent = sender;
    }

    @Override
    public void stored(long id, String type) {
        eventId = id;
        eventType = type;
    }

    @Override
    public void repeats(long id) {
        eventId = id;
    }

    @Override
    public void answered(int status, String outcome) {
        long ended = System.nanoTime();
        boolean failed = status >= FIRST_SERVER_ERROR;
        Span span = start();
        if (span.isRecording()) {
            describe(span);
            span.setAttribute(OpenTelemetryTraces.STATUS, status);
            span.setAttribute(OpenTelemetryTraces.OUTCOME, outcome);
            if (failed) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute(OpenTelemetryTraces.ERROR_TYPE, outcome);
            }
            if (handedNanos != 0) {
                append(span, failed, ended);
            }
        }
        span.end(at(ended));
    }

    /** From when the delivery was handed to the log until its batch was committed, or nobody waited any longer. */
    private void append(Span receipt, boolean failed, long ended) {
        Span append = tracer.spanBuilder("append")
                .setParent(Context.root().with(receipt))
                .setStartTimestamp(at(handedNanos))
                .startSpan();
        if (failed) {
            append.setStatus(StatusCode.ERROR);
        }
        append.end(at(loggedNanos == 0 ? ended : loggedNanos));
    }

    private Span start() {
        SpanBuilder builder = tracer.spanBuilder((method.equals("_OTHER") ? "HTTP" : method) + ' ' + ROUTE)
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(began);
        link(builder);
        byte[] loaded = key.ifLoaded();
        if (eventId == 0 || loaded == null) {
            return builder.setNoParent().startSpan();
        }
        EventTrace trace = EventTrace.of(eventId, loaded);
        return eventType != null
                ? ids.startFirst(builder, trace)
                : builder.setParent(trace.asParent()).startSpan();
    }

    /** A link and no parent: whoever sends decides neither what is sampled here nor which trace it is in. */
    private void link(SpanBuilder builder) {
        if (traceparent != null) {
            SpanContext sender = Span.fromContext(
                            W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, HEADER))
                    .getSpanContext();
            if (sender.isValid()) {
                builder.addLink(sender);
            }
        }
    }

    private void describe(Span span) {
        span.setAttribute(OpenTelemetryTraces.METHOD, method);
        span.setAttribute(OpenTelemetryTraces.ROUTE, ROUTE);
        if (source != null) {
            span.setAttribute(OpenTelemetryTraces.SOURCE, source);
        }
        if (eventId != 0) {
            span.setAttribute(OpenTelemetryTraces.EVENT_ID, eventId);
        }
        if (eventType != null) {
            span.setAttribute(OpenTelemetryTraces.EVENT_TYPE, eventType);
        }
    }

    private Instant at(long nanos) {
        return began.plusNanos(nanos - beganNanos);
    }
}
