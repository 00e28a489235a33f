package dev.textusinbox.dispatch;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Turns and empties what is inserted again and again, and folds it as for an older instance, until it is closed. */
final class Rotating implements AutoCloseable {
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int FOLD_ROUNDS = 5;
    private static final int LOCK_MILLIS = 50;

    private final AgroalDataSource database;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end;
    private volatile boolean closed;

    Rotating(AgroalDataSource database) {
        this.database = database;
        this.end = CompletableFuture.runAsync(this::run);
    }

    private void run() {
        var rotation = new TableRotation(1, Duration.ofMillis(200));
        for (int round = 1; !closed; round++) {
            try (Connection connection = database.getConnection()) {
                rotation.round(connection);
                for (Inserted each : round % FOLD_ROUNDS == 0 ? Inserted.values() : new Inserted[0]) {
                    boolean unused = each.fold(connection, LOCK_MILLIS);
                }
            } catch (SQLException | RuntimeException e) {
                failures.add("rotating: " + e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        closed = true;
        end.join();
    }
}
