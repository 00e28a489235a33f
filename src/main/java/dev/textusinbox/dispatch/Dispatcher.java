package dev.textusinbox.dispatch;

import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Runs the handlers in this program. Wakeups make it quick; the sweep every second makes it sure. */
@ApplicationScoped
public class Dispatcher {
    private static final long STOP_MILLIS = 5_000;

    private final Instance instance;
    private final Schema schema;

    Dispatcher(
            AgroalDataSource database,
            Schema schema,
            HandlersConfig config,
            HandlerRegistry registry,
            Watching watching) {
        this.schema = schema;
        this.instance = new Instance(database, registry.all(), config, new Membership(Membership.LEASE), watching);
    }

    void start(@Observes StartupEvent event, Wakeups wakeups) {
        wakeups.onEvents(instance::eventsAppended);
        wakeups.onControls(instance::sweepSoon);
        schema.whenReady(instance::start);
    }

    /** Also where no NOTIFY is heard. */
    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (schema.isReady()) {
            instance.sweep();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (schema.isReady()) {
            boolean unused = instance.stop(STOP_MILLIS);
        }
    }
}
