package dev.textusinbox.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.sdk.trace.IdGenerator;
import jakarta.inject.Singleton;

/** Ids by chance, as everywhere, but for the receipt of an event. The SDK asks on the thread that starts the span. */
@Singleton
class EventIds implements IdGenerator {
    private final IdGenerator chance = IdGenerator.random();
    private final ThreadLocal<EventTrace> wanted = new ThreadLocal<>();

    /** Starts the first span of an event's trace. */
    Span startFirst(SpanBuilder receipt, EventTrace trace) {
        wanted.set(trace);
        try {
            return receipt.setNoParent().startSpan();
        } finally {
            wanted.remove();
        }
    }

    @Override
    public String generateTraceId() {
        EventTrace trace = wanted.get();
        return trace == null ? chance.generateTraceId() : trace.traceId();
    }

    @Override
    public String generateSpanId() {
        EventTrace trace = wanted.get();
        return trace == null ? chance.generateSpanId() : trace.spanId();
    }
}
