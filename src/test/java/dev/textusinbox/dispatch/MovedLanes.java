package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.platform.database.Schema;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A handler with lanes that a test moves, and a source that it counts for; both go with it. */
abstract class MovedLanes {
    static final List<Integer> ALL = IntStream.range(0, 16).boxed().toList();
    static final int MOVES = 1_000;

    @Inject
    AgroalDataSource database;

    @Inject
    Schema schema;

    final String name = "moved-" + Long.toString(System.nanoTime(), 36);
    final MovedHandler handler = new MovedHandler(name);
    Connection connection;
    List<OwnedLane> lanes;

    @BeforeEach
    void aHandlerWithLanes() throws SQLException {
        schema.ready().join();
        connection = database.getConnection();
        // A thousand moves are not to wait for the disk; nothing here is about what a crash leaves.
        run("SET synchronous_commit = off");
        handler.register(connection);
        lanes = handler.claim(connection, ALL);
        assertEquals(ALL.size(), lanes.size());
    }

    @AfterEach
    void gone() throws SQLException {
        handler.die(connection);
        run("DELETE FROM handler WHERE name = '" + name + "'");
        // It has no events: who counts them against the sources' counts is not to find it.
        run("DELETE FROM source WHERE name = '" + name + "'");
        run("RESET synchronous_commit");
        connection.close();
    }

    void assertState(long position) throws SQLException {
        assertEquals(List.of(position, position, position * ALL.size()), handler.state(connection));
    }

    void count(int stored) throws SQLException {
        run("SELECT count_received('{" + name + "}', '{" + stored + "}', '{0}', '{0}', clock_timestamp())");
    }

    Connection snapshot() throws SQLException {
        Connection analyst = database.getConnection();
        analyst.setAutoCommit(false);
        run(analyst, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        run(analyst, "SET LOCAL idle_in_transaction_session_timeout = 0");
        run(analyst, "SELECT count(*) FROM handler");
        return analyst;
    }

    List<Long> numbers(String sql) throws SQLException {
        return numbers(connection, sql);
    }

    static List<Long> numbers(Connection connection, String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            List<Long> numbers = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                numbers.add(row.getLong(i));
            }
            return numbers;
        }
    }

    void run(String sql) throws SQLException {
        run(connection, sql);
    }

    static void run(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute(sql);
        }
    }
}
