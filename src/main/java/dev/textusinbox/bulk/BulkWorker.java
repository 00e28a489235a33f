package dev.textusinbox.bulk;

import dev.textusinbox.bulk.BulkAction.BulkStep;
import dev.textusinbox.bulk.BulkAction.BulkTask;
import dev.textusinbox.bulk.BulkAction.Ending;
import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.BoundedTransaction;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.failure.JobGuard;
import dev.textusinbox.platform.process.Loop;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Works off the running orders, one batch of each in turns. Every instance does; a lock in the database sees to it that each
 * batch is done by one, and the order's row to it that another goes on where one stopped.
 */
@ApplicationScoped
public class BulkWorker {
    private static final long IDLE_MILLIS = 5_000;
    /** Where there was nothing to do or it failed: another instance is at the order, say. */
    private static final long LOOK_MILLIS = 1_000;
    /** Between two batches the database is live events' for as long as the batch has taken, within these. */
    private static final long MIN_REST_MILLIS = 5;

    private static final long MAX_REST_MILLIS = 1_000;
    private static final Duration STOP = Duration.ofSeconds(2);

    private final AgroalDataSource database;
    private final Schema schema;
    private final Wakeups wakeups;
    private final Map<String, BulkAction> actions;
    private final Semaphore woken = new Semaphore(0);
    private final Loop loop = new Loop("bulk-orders", this::run);
    private final JobGuard steps = new JobGuard("bulk-steps");
    private long restMillis;
    private boolean worked;

    BulkWorker(AgroalDataSource database, Schema schema, Wakeups wakeups, @All List<BulkAction> actions) {
        this.database = database;
        this.schema = schema;
        this.wakeups = wakeups;
        this.actions = actions.stream().collect(Collectors.toMap(BulkAction::name, Function.identity()));
    }

    void start(@Observes StartupEvent event) {
        wakeups.on(Control.BULK, woken::release);
        loop.start();
    }

    private void run() throws InterruptedException, SQLException {
        schema.awaitReady();
        if (woken.tryAcquire(restMillis > 0 ? restMillis : IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
            woken.drainPermits();
        }
        // What another instance is at can't be known while the database is away: it is asked soon again.
        restMillis = LOOK_MILLIS;
        if (!loop.isStopping()) {
            restMillis = round();
        }
    }

    /** How long to rest before the next round; 0: until there is an order. One that fails waits, the others go on. */
    private long round() throws SQLException {
        long start = System.nanoTime();
        worked = false;
        try (Connection connection = database.getConnection()) {
            List<Long> orders = BulkStore.running(connection);
            boolean wentWell = true;
            for (long id : orders) {
                wentWell &= steps.run(() -> step(connection, id));
            }
            if (orders.isEmpty()) {
                return 0;
            }
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return worked && wentWell ? Math.max(MIN_REST_MILLIS, Math.min(tookMillis, MAX_REST_MILLIS)) : LOOK_MILLIS;
        }
    }

    private void step(Connection connection, long id) throws SQLException {
        Optional<BulkAction> completed = BoundedTransaction.in(connection, in -> next(in, id));
        completed.ifPresent(BulkAction::completed);
    }

    /** One batch; the order's action if that completed it. */
    private Optional<BulkAction> next(Connection connection, long id) throws SQLException {
        if (!BulkStore.LOCK.tryLock(connection, id)) {
            return Optional.empty();
        }
        Optional<BulkTask> running = BulkStore.load(connection, id);
        if (running.isEmpty()) {
            return Optional.empty();
        }
        BulkAction action = actions.get(running.get().action());
        if (action == null) {
            // Of a newer version, an instance of which will come by.
            return Optional.empty();
        }
        BulkStep step = action.step(connection, running.get());
        BulkStore.move(connection, id, step);
        worked = true;
        return step.ending() == Ending.COMPLETED ? Optional.of(action) : Optional.empty();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stopSoon();
        woken.release();
        if (!schema.isReady()) {
            loop.stopNow();
        }
        boolean unused = loop.awaitEnd(STOP);
    }
}
