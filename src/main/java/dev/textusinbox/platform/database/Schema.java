package dev.textusinbox.platform.database;

import dev.textusinbox.platform.failure.DatabaseErrors;
import dev.textusinbox.platform.failure.JobGuard;
import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.platform.process.Loop;
import dev.textusinbox.platform.process.ProgramStart;
import dev.textusinbox.platform.process.StartOrder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings the database to the schema of this version, in the background and for as long as it takes: the program
 * starts, is live and answers while the database is away, or while another instance migrates.
 */
@Singleton
public class Schema {

    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    // An outage ends at most this much later for us; a try costs the database one refused connection.
    private static final Duration MAX_PAUSE = Duration.ofSeconds(4);

    private static final int FIRST = 100;

    /** Since the begin; what comes after it takes half a second. */
    private static final Duration OPENS_AFTER = Duration.ofMillis(3_500);

    private static final Duration STOP = Duration.ofSeconds(1);
    private static final Duration MIN_WAIT = Duration.ofSeconds(1);

    private static final long DATABASE_POLL_MILLIS = 20;

    private static volatile boolean databaseStarts;

    private final Migrations migrations;
    private final Pooler pooler;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Loop migrator = new Loop("schema", this::tryOnce);
    private final List<Loop> starting = new CopyOnWriteArrayList<>();
    private Duration pause = FIRST_PAUSE;
    private volatile boolean there;
    private volatile long opensNanos;
    private volatile String lastError;

    Schema(Migrations migrations, Pooler pooler) {
        this.migrations = migrations;
        this.pooler = pooler;
    }

    /** Whether the schema is there. Once true it stays true: a later outage is the pool's to report. */
    public boolean isReady() {
        return there;
    }

    /** Runs it when the schema is there, again if it fails until it has gone well once; on a thread of its own. */
    public void whenReady(String name, JobGuard.Round action) {
        Loop start = Loop.untilDone(name, () -> {
            awaitReady();
            action.run();
        });
        starting.add(start);
        start.start();
    }

    /**
     * For what the first request had better find done: waits for it where the schema is there, but not longer than until the
     * port has to open.
     */
    public void awaitBeforeOpening(CountDownLatch done) throws InterruptedException {
        if (there) {
            boolean unused = done.await(opensNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    /** Of the embedded database: its first start is under way, so that there is no failure yet to tell of. */
    public static void databaseStarts(boolean underWay) {
        databaseStarts = underWay;
    }

    /** For an operator: ready (with all that began with it), starting (the first try is under way), or waiting (it failed). */
    String state() {
        if (there) {
            return starting.stream().anyMatch(Loop::isAlive) ? "starting" : "ready";
        }
        return lastError == null ? "starting" : "waiting";
    }

    /** Completes when the schema is there; never fails. */
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    /** Waits until the schema is there. */
    public void awaitReady() throws InterruptedException {
        try {
            ready.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("it never fails", e);
        }
    }

    /** The first try goes on beside what the framework starts. */
    void start(@Observes @Priority(StartOrder.SCHEMA) StartupEvent event) {
        opensNanos = System.nanoTime()
                + ProgramStart.waitUntil(OPENS_AFTER, MIN_WAIT).toNanos();
        migrator.start();
    }

    /**
     * The first try is over before the port opens: where the database is there, the first request finds it ready. Where it is
     * not, or says nothing, or holds a lock, the port opens all the same. First of our own observers, since the others ask
     * whether it is ready.
     */
    void awaitFirstTry(@Observes @Priority(FIRST) StartupEvent event) throws InterruptedException {
        boolean unused = tried.await(opensNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        migrator.stopNow();
        starting.forEach(Loop::stopNow);
        // A migration under way is finished rather than cut off, where it is short.
        boolean unused = migrator.awaitEnd(STOP);
    }

    boolean isTrying() {
        return migrator.isAlive();
    }

    private void tryOnce() throws InterruptedException {
        if (databaseStarts) {
            Thread.sleep(DATABASE_POLL_MILLIS);
            return;
        }
        try {
            there = migrated();
        } finally {
            tried.countDown();
        }
        if (there) {
            ready.complete(null);
            migrator.stopSoon();
        } else {
            Thread.sleep(pause.toMillis());
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
        }
    }

    private boolean migrated() {
        try {
            pooler.look();
            int run = migrations.migrateInbox();
            LOG.infof(
                    "%sSchema is up to date, %d migrations run",
                    lastError == null ? "" : "The database is there again. ", run);
            return true;
        } catch (FlywayException | SQLException e) {
            OutOfMemory.endIfCauseOf(e);
            report(e);
            return false;
        }
    }

    /** One line when it begins to fail or fails otherwise, not one for each try. */
    private void report(Exception failure) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        DatabaseErrors.Kind kind = DatabaseErrors.kind(failure);
        // What is wrong with the schema itself only its migration can say.
        boolean away = kind != DatabaseErrors.Kind.SCHEMA && DatabaseErrors.isUnavailable(failure);
        String now = away
                ? DatabaseErrors.inWords(failure)
                : String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        if (!now.equals(lastError)) {
            lastError = now;
            LOG.errorf("The schema can't be brought up to date, trying on: %s", now);
        }
    }
}
