package dev.textusinbox.platform;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.flywaydb.core.Flyway;
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
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private static final int FIRST = 100;

    private final Flyway flyway;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Thread migrator = new Thread(this::migrateUntilDone, "schema");
    private volatile boolean there;
    private String trouble;

    Schema(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Whether the schema is there. Once true it stays true: a later outage is the pool's to report. */
    public boolean isReady() {
        return there;
    }

    /**
     * Runs it once when the schema is there, at once if it is; on the caller's thread then. Who asks at {@link
     * StartOrder#SCHEMA} is served on the migrating thread, beside the rest of the start.
     */
    public void whenReady(Runnable action) {
        var unused = ready.thenRun(action).exceptionally(failure -> {
            LOG.error("A part of the program could not start", failure);
            return null;
        });
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
        migrator.setDaemon(true);
        migrator.start();
    }

    /**
     * The first try is over before the port opens: where the database is there, the first request finds it ready. Where
     * it is not, the port opens all the same. First of our own observers, since the others ask whether it is ready.
     */
    void awaitFirstTry(@Observes @Priority(FIRST) StartupEvent event) throws InterruptedException {
        tried.await();
    }

    void stop(@Observes ShutdownEvent event) {
        migrator.interrupt();
    }

    boolean isTrying() {
        return migrator.isAlive();
    }

    private void migrateUntilDone() {
        Duration pause = FIRST_PAUSE;
        while (!isDoneAfterATry()) {
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException stopping) {
                return;
            }
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    private boolean isDoneAfterATry() {
        try {
            there = migrated();
        } finally {
            tried.countDown();
        }
        return there && ready.complete(null);
    }

    private boolean migrated() {
        try {
            var result = flyway.migrate();
            LOG.infof(
                    "%sSchema is up to date, %d migrations run",
                    trouble == null ? "" : "The database is there again. ", result.migrationsExecuted);
            return true;
        } catch (RuntimeException e) {
            report(e);
            return false;
        }
    }

    /** One line when the trouble begins or becomes another, not one for each try. */
    private void report(RuntimeException failure) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        String now = DatabaseErrors.isUnavailable(failure)
                ? "the database can't be reached"
                : failure.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
        if (!now.equals(trouble)) {
            trouble = now;
            LOG.errorf("The schema can't be brought up to date, trying on: %s", now);
        }
    }
}
