package dev.textusinbox.dispatch;

import dev.textusinbox.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Where what handlers do is counted and told. */
@Singleton
class Observability {
    final MeterRegistry meters;
    final Traces traces;

    Observability(MeterRegistry meters, Traces traces) {
        this.meters = meters;
        this.traces = traces;
    }
}
