package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.BoundedTransaction;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.failure.DatabaseErrors;
import dev.textusinbox.platform.failure.JobGuard;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/**
 * Has PostgreSQL know how large the redelivery table is. It is empty for weeks, and then a receiver fails and it has a hundred
 * thousand rows: what is planned for an empty table reads all of them for each row that is settled, and keeps the lanes locked
 * meanwhile. Autovacuum would look again, but a minute later at best, and after hours where its workers are at larger tables.
 */
@Singleton
class RedeliveryStatistics {
    /** So many rows more than are known do no harm to a plan. */
    private static final int FEW = 1_000;

    private static final double GROWN = 1.2;

    // Exact, and a row for each state: nothing is counted.
    private static final String LOOK = """
            SELECT (SELECT coalesce(sum(n), 0) FROM redelivery_tally) AS rows,
                   (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'redelivery'::regclass) AS known""";

    private final AgroalDataSource database;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("redelivery-statistics");

    RedeliveryStatistics(AgroalDataSource database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    @Scheduled(every = "5s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        if (schema.isReady()) {
            boolean unused = guard.run(() -> {
                try (Connection connection = database.getConnection()) {
                    if (hasGrown(connection)) {
                        BoundedTransaction.in(connection, in -> {
                            analyze(in);
                            return null;
                        });
                    }
                }
            });
        }
    }

    private static boolean hasGrown(Connection connection) throws SQLException {
        return Sql.one(connection, LOOK, row -> row.getLong("rows") > FEW + GROWN * row.getDouble("known"));
    }

    /**
     * Has it look at a sample of the table, in the connection's transaction: a second at most, however large it is, and nobody but
     * a vacuum waits for that. Where a vacuum is at the table for longer than the transaction's limit, nothing is done.
     */
    static void analyze(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Sql.run(connection, "ANALYZE redelivery");
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!DatabaseErrors.isLimit(e)) {
                throw e;
            }
            connection.rollback(before);
        }
    }
}
