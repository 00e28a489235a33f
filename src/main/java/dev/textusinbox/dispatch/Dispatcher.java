package dev.textusinbox.dispatch;

import dev.textusinbox.handler.CallWindow;
import dev.textusinbox.handler.ConsumersConfig;
import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Migrations;
import dev.textusinbox.platform.database.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;

/** Runs the handlers in this program. Wakeups make it quick; the instance's sweep every second makes it sure. */
@ApplicationScoped
public class Dispatcher {
    private static final long STOP_MILLIS = 5_000;

    private final Instance instance;
    private final Schema schema;

    Dispatcher(
            AgroalDataSource database,
            Schema schema,
            HandlersConfig config,
            ConsumersConfig consumers,
            HandlerRegistry registry,
            Observability observability) {
        this.schema = schema;
        this.instance = new Instance(database, registry.all(), config, new Membership(Membership.LEASE), observability);
        consumers
                .consumers()
                .forEach((name, settings) ->
                        settings.window().ifPresent(window -> instance.tellOutside(name, CallWindow.of(window))));
    }

    /** Before the port opens the handlers are known, where the database can tell. */
    void start(@Observes StartupEvent event, Wakeups wakeups, Migrations migrations) throws InterruptedException {
        wakeups.onEvents(instance::eventsAppended);
        wakeups.on(Control.HANDLERS, instance::sweepSoon);
        wakeups.onQueues(instance::queuesChanged);
        var started = new CountDownLatch(1);
        schema.whenReady("dispatch", () -> {
            // Reception does not wait for them.
            migrations.migrateHandlers();
            instance.start();
            started.countDown();
        });
        schema.awaitBeforeOpening(started);
    }

    void stop(@Observes ShutdownEvent event) {
        if (schema.isReady()) {
            boolean unused = instance.stop(STOP_MILLIS);
        }
    }
}
