package dev.textusinbox.platform.embedded;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.process.EndedParts;
import dev.textusinbox.platform.process.Loop;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Keeps the PostgreSQL of a directory running: starts it, and starts it again on the same port whenever it has ended. With a
 * killed postmaster nothing else would; what was committed is in its log, and is there again after its recovery.
 */
final class EmbeddedKeeper {
    private static final Logger LOG = Logger.getLogger(EmbeddedKeeper.class);
    private static final String PART = "embedded-postgres";
    private static final long LOOK_MILLIS = 250;
    private static final int MAX_FAILURES = 3;
    /** Beyond a crash recovery of the default max_wal_size on a slow disk. */
    private static final Duration STARTUP = Duration.ofSeconds(30);

    private static final Duration STOP = Duration.ofSeconds(1);

    private final Path root;
    private final int port;
    private final boolean fresh;
    private final Postmaster postmaster;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final Loop loop = new Loop(PART, this::look);
    private volatile boolean awaited = true;
    /** Of starts in a row; the loop's own. */
    private int failures;

    /** @param fresh whether what an earlier program left there is deleted first */
    EmbeddedKeeper(Path root, int port, boolean fresh) {
        this.root = root;
        this.port = port;
        this.fresh = fresh;
        this.postmaster = new Postmaster(root.resolve(EmbeddedPostgresSetup.DATA));
    }

    /**
     * Starts it, and waits; where that takes longer, the rest comes by itself.
     *
     * @throws EmbeddedPostgres.Unusable if it could not be started
     */
    void start(Duration patience) {
        Schema.databaseStarts(true);
        loop.start();
        try {
            first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            awaited = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw (EmbeddedPostgres.Unusable) e.getCause();
        }
    }

    void stop() throws IOException {
        loop.stopNow();
        boolean unused = loop.awaitEnd(STOP);
        postmaster.stop();
    }

    private void look() throws Exception {
        if (!first.isDone()) {
            startFirst();
        } else if (postmaster.isRunning()) {
            failures = 0;
            EndedParts.remove(PART);
        } else {
            startAgain();
        }
        Thread.sleep(LOOK_MILLIS);
    }

    private void startFirst() {
        try {
            postmaster.stop();
            if (fresh) {
                EmbeddedPostgresSetup.clear(root);
            }
            EmbeddedPostgresSetup.start(root, port, STARTUP);
            Schema.databaseStarts(false);
            first.complete(null);
        } catch (Exception e) {
            var unusable = EmbeddedPostgres.unusable(root, e);
            Schema.databaseStarts(false);
            loop.stopSoon();
            first.completeExceptionally(unusable);
            if (!awaited) {
                // The port is open by now, so it is too late for the start to fail.
                LOG.error(unusable.getMessage());
                Quarkus.asyncExit(1);
            }
        }
    }

    private void startAgain() throws Exception {
        if (!EmbeddedPostgresSetup.isThere(root)) {
            postmaster.killAll();
            if (EndedParts.add(PART, "its data are gone")) {
                LOG.errorf(
                        "The embedded PostgreSQL can't be started again: its data are gone from %s. Put them back, or set "
                                + "quarkus.datasource.jdbc.url; a new start of the program begins with an empty database",
                        root);
            }
            return;
        }
        LOG.warn("The embedded PostgreSQL has ended; it is started again");
        long began = System.nanoTime();
        postmaster.killAll();
        try {
            EmbeddedPostgresSetup.startAgain(root, STARTUP);
        } catch (IOException e) {
            if (++failures == MAX_FAILURES) {
                // It is still tried: what is in its way may go. But whoever looks after the program is to know.
                EndedParts.add(PART, "it can't be started again");
            }
            throw EmbeddedPostgres.unusable(root, e);
        }
        LOG.infof("The embedded PostgreSQL runs again, after %d ms", (System.nanoTime() - began) / 1_000_000);
    }
}
