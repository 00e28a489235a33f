package dev.textusinbox.operate.handler;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.failure.JobGuard;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** The handlers' numbers as metrics, read every few seconds: a scrape must not wait for a database that is away. */
@Singleton
class HandlerGauges {

    private final HandlerQuery handlers;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("handler-gauges");
    private final MultiGauge backlog;
    private final MultiGauge lag;
    private final MultiGauge redeliveries;

    HandlerGauges(HandlerQuery handlers, Schema schema, MeterRegistry meters) {
        this.handlers = handlers;
        this.schema = schema;
        this.backlog = MultiGauge.builder("inbox.handler.backlog")
                .baseUnit("events")
                .description("Events stored and not yet passed by the handler's cursors")
                .register(meters);
        this.lag = MultiGauge.builder("inbox.handler.lag")
                .baseUnit("seconds")
                .description("How long the oldest event that the handler has not passed has been waiting")
                .register(meters);
        this.redeliveries = MultiGauge.builder("inbox.redeliveries")
                .description("Failed, blocked and replayed events, by their state")
                .register(meters);
    }

    /** After the handlers are registered and beside the rest of the start, so that the first scrape finds them. */
    void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        Infrastructure.getDefaultWorkerPool().execute(this::refresh);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        if (schema.isReady()) {
            // After a failure the last numbers stay.
            boolean unused = guard.run(() -> show(handlers.all()));
        }
    }

    private void show(List<HandlerStatus> all) {
        backlog.register(all.stream().map(h -> Row.of(handler(h), h.backlog())).toList(), true);
        lag.register(all.stream().map(h -> Row.of(handler(h), h.lagSeconds())).toList(), true);
        redeliveries.register(
                all.stream()
                        .flatMap(h -> h.redeliveries().entrySet().stream()
                                .map(state -> Row.of(handler(h).and("state", state.getKey()), state.getValue())))
                        .toList(),
                true);
    }

    private static Tags handler(HandlerStatus status) {
        return Tags.of("handler", status.name());
    }
}
