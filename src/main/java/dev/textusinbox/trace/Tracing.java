package dev.textusinbox.trace;

import dev.textusinbox.platform.database.Schema;
import io.agroal.api.AgroalDataSource;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.prometheus.client.exemplars.ExemplarSampler;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Switches traces on where {@code quarkus.otel.sdk.disabled} is false, and tells the SDK how an event is sampled. */
@Singleton
class Tracing implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {
    @Produces
    @Singleton
    Traces traces(
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled,
            OpenTelemetry telemetry,
            EventIds ids,
            AgroalDataSource database,
            Schema schema) {
        if (disabled) {
            return Traces.OFF;
        }
        var key = new TraceKey(database);
        schema.whenReady("trace-key", key::load);
        return new OpenTelemetryTraces(telemetry.getTracer("dev.textusinbox"), ids, key);
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        builder.addSamplerCustomizer((configured, settings) -> new EventSampler(configured));
    }

    /**
     * Metrics name no traces. With the framework's own sampler each count of each metric would look for a span, traces on or
     * off, and a receipt's is made when all is counted.
     */
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Optional<ExemplarSampler> noExemplars() {
        return Optional.empty();
    }
}
