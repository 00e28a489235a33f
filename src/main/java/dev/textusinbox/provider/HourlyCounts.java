package dev.textusinbox.provider;

import dev.textusinbox.log.LogHead;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.database.Transaction;
import dev.textusinbox.platform.failure.JobGuard;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Counts events by the hour in which they came, following the log by id: each event is read once, ever, and since ids become
 * visible in their order, none is missed. A log of ten million events that is there already is caught up on in batches.
 */
@Singleton
class HourlyCounts {

    /** A batch is a range of the primary key: tens of milliseconds, and no lock that others want. */
    private static final int BATCH = 50_000;

    /** In one sweep: a new database is not kept busy by counting an old log. */
    private static final int MAX_BATCHES = 20;

    /** Of several instances one counts; the others have nothing to wait for. */
    private static final String POSITION = "SELECT position FROM hourly_progress FOR UPDATE SKIP LOCKED";

    private static final String COUNT = """
            INSERT INTO hourly_count AS h (source, hour, n)
            SELECT source, date_trunc('hour', received_at, 'UTC'), count(*) FROM event WHERE id > ? AND id <= ?
             GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (source, hour) DO UPDATE SET n = h.n + excluded.n""";

    private static final String MOVE = "UPDATE hourly_progress SET position = ?";

    private final AgroalDataSource database;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("hourly-counts");

    HourlyCounts(AgroalDataSource database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    @Scheduled(every = "30s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (!schema.isReady()) {
            return;
        }
        boolean unused = guard.run(this::count);
    }

    private void count() throws SQLException {
        try (Connection connection = database.getConnection()) {
            boolean more = true;
            for (int i = 0; i < MAX_BATCHES && more; i++) {
                more = Transaction.in(connection, HourlyCounts::batch);
            }
        }
    }

    /** Whether there is more. */
    private static boolean batch(Connection connection) throws SQLException {
        Long position = Sql.first(connection, POSITION, row -> row.getLong(1)).orElse(null);
        if (position == null) {
            return false;
        }
        long head = LogHead.of(connection);
        long end = Math.min(head, position + BATCH);
        if (end > position) {
            Sql.update(connection, COUNT, position, end);
            Sql.update(connection, MOVE, end);
        }
        return end < head;
    }
}
