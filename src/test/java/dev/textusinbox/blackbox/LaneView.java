package dev.textusinbox.blackbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What only the database tells: which event is in which lane, and who owns the lanes. */
final class LaneView implements AutoCloseable {
    static final int LANES = 16;

    private static final String OWNERS = """
            SELECT count(*) FROM lane_cursor WHERE handler = ? AND owner IS NOT NULL GROUP BY owner ORDER BY owner""";

    private final Connection connection;

    private LaneView(Connection connection) {
        this.connection = connection;
    }

    static LaneView of(PostgresServer database) throws SQLException {
        Map<String, String> settings = database.settings();
        return new LaneView(DriverManager.getConnection(
                settings.get(PostgresServer.URL),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password")));
    }

    /** The last event. */
    long head() throws SQLException {
        return number("SELECT coalesce(max(id), 0) FROM event");
    }

    /** The one number that a query gives. */
    long number(String query) throws SQLException {
        try (var select = connection.prepareStatement(query);
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    Map<Long, Integer> laneOfEvent() throws SQLException {
        try (var select = connection.prepareStatement("SELECT id, lane FROM event");
                var row = select.executeQuery()) {
            Map<Long, Integer> lanes = new HashMap<>();
            while (row.next()) {
                lanes.put(row.getLong(1), row.getInt(2));
            }
            return lanes;
        }
    }

    /** How many lanes of the handler each owner has. */
    List<Integer> shares(String handler) throws SQLException {
        try (var select = connection.prepareStatement(OWNERS)) {
            select.setString(1, handler);
            try (var row = select.executeQuery()) {
                List<Integer> shares = new ArrayList<>();
                while (row.next()) {
                    shares.add(row.getInt(1));
                }
                return shares;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
