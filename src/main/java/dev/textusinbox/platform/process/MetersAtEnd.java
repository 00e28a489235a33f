package dev.textusinbox.platform.process;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Forgets all meters when the program stops. Where it starts again in the same process, in dev mode and in tests, a gauge would
 * otherwise go on showing what the program before has registered, which is gone.
 */
@Singleton
class MetersAtEnd {
    private static final int LAST = Integer.MAX_VALUE;

    void stop(@Observes @Priority(LAST) ShutdownEvent event) {
        Metrics.globalRegistry.clear();
    }
}
