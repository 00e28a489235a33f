package dev.textusinbox.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.dispatch.RedeliveryBatch.BatchResult;
import dev.textusinbox.dispatch.RedeliveryBatch.RedeliverySelection;
import dev.textusinbox.platform.database.BoundedTransaction;
import dev.textusinbox.scripted.ScriptedInbox;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When many rows have come since anybody looked how many there are, as in the first minute of a receiver's outage. */
@QuarkusTest
class RedeliveryStatisticsTest {
    private static final int ROWS = 20_000;

    /** The whole table a few times is a plan for a small table; for each row of the batch it would be 10,000,000. */
    private static final long FEW = 5 * ROWS;

    private static final String READ = """
            SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'redelivery'""";

    @Inject
    AgroalDataSource database;

    @Inject
    ScriptedInbox inbox;

    private final String handler = "zz-statistics-" + UUID.randomUUID();

    /** Autovacuum looked when all rows of an incident were gone, but not their pages. */
    @BeforeEach
    void comeAfterTheTableWasEmpty() throws SQLException {
        inbox.numbers("SELECT 1 FROM (SELECT register_handler(?, 'bean', '{}', false, 16)) r", handler);
        execute("ALTER TABLE redelivery SET (autovacuum_enabled = false)");
        fill(1, 100);
        execute("DELETE FROM redelivery WHERE handler = '" + handler + "'", "ANALYZE redelivery");
        fill(1_000, ROWS);
    }

    @AfterEach
    void tidy() throws SQLException {
        execute(
                "ALTER TABLE redelivery RESET (autovacuum_enabled)",
                "DELETE FROM handler WHERE name = '" + handler + "'",
                "VACUUM ANALYZE redelivery");
    }

    @Test
    void aBatchOfRetriesDoesNotReadTheTableForEachRow() throws SQLException {
        assertFew(readBy(RedeliveryBatch::retry));
    }

    @Test
    void aBatchOfDiscardsDoesNotReadTheTableForEachRow() throws SQLException {
        assertFew(readBy(RedeliveryBatch::discard));
    }

    @Test
    void theGrowthIsNoticedWithoutAnOrder() {
        await().until(() -> inbox.numbers("SELECT reltuples::bigint FROM pg_class WHERE relname = 'redelivery'")
                        .get(0)
                >= ROWS);
    }

    private static void assertFew(long read) {
        assertTrue(read < FEW, read + " rows read for a batch of " + RedeliveryBatch.ROWS);
    }

    private interface Batch {
        BatchResult next(Connection connection, RedeliverySelection wanted, long after, long until) throws SQLException;
    }

    /** How many rows of the table are read for one batch. */
    private long readBy(Batch batch) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return BoundedTransaction.in(connection, in -> {
                var wanted = new RedeliverySelection(handler, "dead", null, null, null, null);
                BatchResult done = batch.next(in, wanted, 0, Long.MAX_VALUE);
                assertEquals(RedeliveryBatch.ROWS, done.changed());
                try (Statement statement = in.createStatement();
                        ResultSet row = statement.executeQuery(READ)) {
                    row.next();
                    return row.getLong(1);
                }
            });
        }
    }

    /** Dead and holding back what is behind them in their queues: those are the ones that a discard has to look behind. */
    private void fill(int first, int rows) throws SQLException {
        execute("""
                INSERT INTO redelivery (handler, event_id, lane, key, state, attempts, settled_at, holding, failed_at,
                                        last_error, cause, cause_id)
                SELECT '%s', 2000000000 + n, n %% 16, 'k' || n %% 100, 'dead', 1, now(), true, now(), 'no 1', 'no …', 17
                  FROM generate_series(%d, %d) n""".formatted(handler, first, first + rows - 1));
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
