package dev.textusinbox.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code inbox_handled_total}: what became of each attempt, by handler. */
final class HandlerMeters {
    private final Counter done;
    private final Counter retry;
    private final Counter dead;

    HandlerMeters(MeterRegistry meters, String handler) {
        done = counter(meters, handler, "done");
        retry = counter(meters, handler, "retry");
        dead = counter(meters, handler, "dead");
    }

    private static Counter counter(MeterRegistry meters, String handler, String outcome) {
        return Counter.builder("inbox.handled")
                .description("Attempts to handle an event")
                .tag("handler", handler)
                .tag("outcome", outcome)
                .register(meters);
    }

    void done(int events) {
        done.increment(events);
    }

    void settled(Settlement settlement) {
        if (settlement instanceof Settlement.Handled) {
            done.increment();
        } else if (settlement instanceof Settlement.Retry) {
            retry.increment();
        } else if (settlement instanceof Settlement.Dead) {
            dead.increment();
        }
    }
}
