package dev.textusinbox.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.function.BiConsumer;

/** The span of one request, under the handling of the thread that made it. */
final class TracedOutgoing implements Outgoing {
    private static final int FIRST_ERROR = 400;

    private final Span span;
    private boolean well;

    TracedOutgoing(Span span) {
        this.span = span;
    }

    @Override
    public void headers(BiConsumer<String, String> to) {
        W3CTraceContextPropagator.getInstance()
                .inject(Context.root().with(span), to, (carrier, name, value) -> carrier.accept(name, value));
    }

    @Override
    public void answered(int status) {
        span.setAttribute(OpenTelemetryTraces.STATUS, status);
        well = status < FIRST_ERROR;
    }

    @Override
    public void taken() {
        well = true;
    }

    @Override
    public void close() {
        if (!well) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
