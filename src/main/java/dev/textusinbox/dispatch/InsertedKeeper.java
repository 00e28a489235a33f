package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.failure.JobGuard;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Looks after what is inserted: keeps its tables small, and writes the totals to {@code source} and {@code lane_cursor} for who
 * looks only there. That is an instance of a version that updates; and whoever goes back to one.
 */
@Singleton
class InsertedKeeper {
    /** Ten minutes: a row has some hundred versions after a day with a snapshot held. */
    private static final int FOLD_ROUNDS = 600;

    private static final int FOLD_LOCK_MILLIS = 100;

    private static final String UPDATING =
            "SELECT EXISTS (SELECT 1 FROM instance WHERE NOT inserts AND lease_until > clock_timestamp())";

    private final AgroalDataSource database;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("inserted");
    private final TableRotation rotation = new TableRotation();
    private int rounds;

    InsertedKeeper(AgroalDataSource database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        if (schema.isReady()) {
            boolean unused = guard.run(() -> {
                try (Connection connection = database.getConnection()) {
                    rotation.round(connection);
                    if (++rounds % FOLD_ROUNDS == 0 || isOneUpdating(connection)) {
                        fold(connection);
                    }
                }
            });
        }
    }

    private static boolean isOneUpdating(Connection connection) throws SQLException {
        return Sql.one(connection, UPDATING, row -> row.getBoolean(1));
    }

    /** Where a row is held just now, the next round does it. */
    private static void fold(Connection connection) throws SQLException {
        for (Inserted each : Inserted.values()) {
            boolean unused = each.fold(connection, FOLD_LOCK_MILLIS);
        }
    }
}
