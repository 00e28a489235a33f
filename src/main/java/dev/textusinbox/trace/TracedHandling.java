package dev.textusinbox.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** The span of one attempt, and the thread's while it lasts. */
final class TracedHandling implements Handling {
    private final Span span;
    private final Scope scope;

    @SuppressWarnings("MustBeClosedChecker") // by close
    TracedHandling(Span span) {
        this.span = span;
        this.scope = Context.root().with(span).makeCurrent();
    }

    @Override
    public void failed(Throwable thrown) {
        span.setAttribute(OpenTelemetryTraces.ERROR_TYPE, thrown.getClass().getName());
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void ended(String outcome, boolean failed) {
        span.setAttribute(OpenTelemetryTraces.OUTCOME, outcome);
        if (failed) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }
}
