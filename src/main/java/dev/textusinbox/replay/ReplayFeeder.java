package dev.textusinbox.replay;

import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Transaction;
import dev.textusinbox.platform.failure.JobGuard;
import dev.textusinbox.platform.process.Loop;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Feeds the running replays, twenty times a second while there are any. Every instance does; a lock in the database sees to
 * it that each replay is fed by one at a time, and its row to it that another goes on where one stopped.
 */
@ApplicationScoped
class ReplayFeeder {
    /** With the work of a step well below what a pace saves up, or a replay would be slower than its rate. */
    private static final long TICK_MILLIS = 50;

    private static final long IDLE_MILLIS = 5_000;
    private static final Duration STOP = Duration.ofSeconds(2);

    /** For one replay in one round: with a filter that picks little, long history goes by quickly. */
    private static final long ROUND_NANOS = 500_000_000;

    private final AgroalDataSource database;
    private final Schema schema;
    private final Wakeups wakeups;
    private final ReplayFeed feed;
    private final Semaphore woken = new Semaphore(0);
    private final Loop loop = new Loop("replay-feeder", this::run);
    private final JobGuard steps = new JobGuard("replay-steps");
    private boolean running = true;

    ReplayFeeder(AgroalDataSource database, Schema schema, Wakeups wakeups, ReplayFeed feed) {
        this.database = database;
        this.schema = schema;
        this.wakeups = wakeups;
        this.feed = feed;
    }

    void start(@Observes StartupEvent event) {
        wakeups.on(Control.REPLAYS, woken::release);
        loop.start();
    }

    private void run() throws InterruptedException, SQLException {
        schema.awaitReady();
        // What another instance runs can't be known while the database is away: it is asked soon again.
        boolean ran = running;
        running = true;
        if (ran) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        } else if (woken.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
            woken.drainPermits();
        }
        if (!loop.isStopping()) {
            running = round();
        }
    }

    /** True if any replay runs. One that fails waits, the others go on. */
    private boolean round() throws SQLException {
        try (Connection connection = database.getConnection()) {
            List<Long> replays = ReplayStore.running(connection);
            for (long id : replays) {
                boolean unused = steps.run(() -> advance(connection, id));
            }
            for (long id : replays.isEmpty() ? List.<Long>of() : ReplayStore.uncounted(connection)) {
                boolean unused = steps.run(() -> count(connection, id));
            }
            return !replays.isEmpty();
        }
    }

    private void advance(Connection connection, long id) throws SQLException {
        long start = System.nanoTime();
        boolean again = true;
        while (again && System.nanoTime() - start < ROUND_NANOS) {
            again = Transaction.in(connection, in -> feed.step(in, id)) && !loop.isStopping();
        }
    }

    private void count(Connection connection, long id) throws SQLException {
        Transaction.in(connection, in -> {
            feed.count(in, id);
            return null;
        });
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
