package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import dev.textusinbox.platform.database.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is planned while a log is small, and kept, must still be right when it is large. */
@QuarkusTest
class LogReaderTest {
    private static final int FEW = 3;
    private static final int EVENTS = 5_000;
    private static final int LIMIT = 7;

    @Inject
    AgroalDataSource database;

    @Inject
    Schema schema;

    private final List<OwnedLane> lanes = List.of(new OwnedLane(3, 1, 0, 0), new OwnedLane(5, 1, 0, 0));
    private final LogReader reader = new LogReader(new AnyHandler());
    private Connection connection;

    private static final class AnyHandler implements EventHandler {
        @Override
        public String name() {
            return "any";
        }

        @Override
        public Set<String> types() {
            return Set.of("wanted");
        }

        @Override
        public Outcome handle(Event event, Delivery delivery) {
            throw new UnsupportedOperationException("it is only read for");
        }
    }

    /** Tables of this transaction, found before the others. */
    @BeforeEach
    void aLogOfItsOwn() throws SQLException {
        schema.ready().join();
        connection = database.getConnection();
        connection.setAutoCommit(false);
        execute("CREATE TEMP TABLE event (LIKE public.event INCLUDING ALL) ON COMMIT DROP");
        execute("CREATE TEMP TABLE redelivery (LIKE public.redelivery INCLUDING ALL) ON COMMIT DROP");
    }

    @AfterEach
    void gone() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }

    @Test
    void neverReadsTheWholeLogThoughItWasPlannedWhileThatWasSmall() throws SQLException {
        fill(1, FEW);
        execute("ANALYZE event");
        assertEquals(1, reader.next(connection, lanes, LIMIT).size());
        fill(FEW + 1, EVENTS);
        long before = scans();

        List<LogReader.LogRow> rows = reader.next(connection, lanes, LIMIT);

        assertEquals(2 * LIMIT, rows.size());
        assertEquals(before, scans(), "the log was read from one end to the other");
    }

    @Test
    void givesTheFirstOfEachLaneInTheOrderOfTheLog() throws SQLException {
        fill(1, EVENTS);
        List<LogReader.LogRow> rows = reader.next(connection, lanes, LIMIT);
        List<Long> expected = LongStream.rangeClosed(1, EVENTS)
                .filter(id -> id % 16 == 3 || id % 16 == 5)
                .limit(2 * LIMIT)
                .boxed()
                .toList();
        assertEquals(expected, rows.stream().map(LogReader.LogRow::id).toList());
    }

    @Test
    void givesOnlyThePlaceOfWhatIsNotWanted() throws SQLException {
        fill(1, EVENTS);
        for (LogReader.LogRow row : reader.next(connection, lanes, LIMIT)) {
            assertEquals(row.id() % 3 == 0, row.event() != null, "event " + row.id());
        }
    }

    private void fill(int from, int to) throws SQLException {
        execute("""
                INSERT INTO event (id, occurred_at, received_at, lane, source, type, identity, body)
                SELECT n, now(), now(), n %% 16, 's', CASE WHEN n %% 3 = 0 THEN 'wanted' ELSE 'other' END,
                       convert_to(n::text, 'UTF8'), '{}'
                  FROM generate_series(%d, %d) n""".formatted(from, to));
    }

    private long scans() throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relid = 'pg_temp.event'::regclass")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
