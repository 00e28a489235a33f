package dev.textusinbox.trace;

import dev.textusinbox.platform.http.Hmac;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.nio.charset.StandardCharsets;

/**
 * The ids of an event's trace and of its first span, the receipt: made of the event's id, so that they need not be kept.
 *
 * @param traceId 32 lowercase hex digits (W3C Trace Context)
 * @param spanId 16 of them
 */
record EventTrace(String traceId, String spanId) {
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;
    private static final ContextKey<Boolean> KEY = ContextKey.named("event");

    /** @param key the database's own: event 17 of another inbox is in another trace */
    static EventTrace of(long eventId, byte[] key) {
        String digits = Hmac.hex(Hmac.sha256(key, ("trace\n" + eventId).getBytes(StandardCharsets.UTF_8)));
        return new EventTrace(
                digits.substring(0, TRACE_DIGITS), digits.substring(TRACE_DIGITS, TRACE_DIGITS + SPAN_DIGITS));
    }

    /** What a span goes under that is of this trace and not its first. */
    Context asParent() {
        SpanContext receipt =
                SpanContext.createFromRemoteParent(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
        return Context.root().with(KEY, true).with(Span.wrap(receipt));
    }

    /** Whether a span would go directly under an event's receipt, of which nothing is known here but its ids. */
    static boolean isParent(Context context) {
        return context.get(KEY) != null
                && Span.fromContext(context).getSpanContext().isRemote();
    }
}
