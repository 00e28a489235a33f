package dev.textusinbox.replay;

import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.Schema;
import dev.textusinbox.platform.Transaction;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Feeds the running replays, ten times a second while there are any. Every instance does; a lock in the database sees to
 * it that each replay is fed by one at a time, and its row to it that another goes on where one stopped.
 */
@ApplicationScoped
class ReplayFeeder {
    private static final Logger LOG = Logger.getLogger(ReplayFeeder.class);
    private static final long TICK_MILLIS = 100;
    private static final long IDLE_MILLIS = 5_000;
    private static final long STOP_MILLIS = 2_000;

    /** For one replay in one round: with a filter that picks little, long history goes by quickly. */
    private static final long ROUND_NANOS = 500_000_000;

    private final AgroalDataSource database;
    private final Schema schema;
    private final Wakeups wakeups;
    private final ReplayFeed feed;
    private final Semaphore woken = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "replay-feeder");
    private boolean failing;

    ReplayFeeder(AgroalDataSource database, Schema schema, Wakeups wakeups, ReplayFeed feed) {
        this.database = database;
        this.schema = schema;
        this.wakeups = wakeups;
        this.feed = feed;
        thread.setDaemon(true);
    }

    void start(@Observes StartupEvent event) {
        wakeups.onControls(woken::release);
        schema.whenReady(thread::start);
    }

    private void run() {
        try {
            boolean running = true;
            while (!pause(running)) {
                running = round();
            }
        } catch (InterruptedException e) {
            LOG.debug("the feeder is told to stop");
        }
    }

    /** True when it is time to stop. While something runs, its own wake-ups must not make it run faster. */
    private boolean pause(boolean running) throws InterruptedException {
        if (!running && woken.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
            woken.drainPermits();
        }
        return stopping.await(running ? TICK_MILLIS : 0, TimeUnit.MILLISECONDS);
    }

    /** True if any replay runs. */
    private boolean round() {
        try (Connection connection = database.getConnection()) {
            List<Long> replays = ReplayStore.running(connection);
            boolean well = true;
            for (long id : replays) {
                well &= advance(connection, id);
            }
            failing &= !well;
            return !replays.isEmpty();
        } catch (SQLException e) {
            failed(e);
            return true;
        }
    }

    /** False if it failed: that one waits, the others go on. */
    private boolean advance(Connection connection, long id) {
        try {
            long start = System.nanoTime();
            boolean again = true;
            while (again && System.nanoTime() - start < ROUND_NANOS) {
                again = step(connection, id);
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            failed(e);
            return false;
        }
    }

    private boolean step(Connection connection, long id) throws SQLException {
        return Transaction.in(connection, in -> feed.step(in, id)) && stopping.getCount() > 0;
    }

    /** One line when the trouble begins, not ten a second. */
    private void failed(Exception e) {
        if (!failing) {
            failing = true;
            LOG.warnf(e, "Replays wait: a step failed, and is tried again");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
        woken.release();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
