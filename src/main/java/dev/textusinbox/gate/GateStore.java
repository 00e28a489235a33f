package dev.textusinbox.gate;

import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the database keeps of the gates, for all instances and over restarts. */
final class GateStore {
    // What any instance stored after an outage had begun has ended it.
    private static final String KNOWN = """
            SELECT g.name, g.mode, g.outage_since IS NOT NULL AND
                     (s.last_received_at IS NULL OR s.last_received_at < g.outage_since) AS out,
                   (extract(epoch FROM clock_timestamp() - g.outage_since) * 1000)::bigint AS outage_age,
                   (extract(epoch FROM clock_timestamp() - s.last_received_at) * 1000)::bigint AS taken_age
              FROM source_gate g LEFT JOIN source_now s ON s.name = g.name""";

    private static final String ADD = "INSERT INTO source_gate (name) VALUES (?) ON CONFLICT DO NOTHING";

    private static final String NOTE = """
            UPDATE source_gate SET outage_since = clock_timestamp() - ? * interval '1 millisecond', noted_at = clock_timestamp()
             WHERE name = ?""";

    private static final String CLEAR =
            "UPDATE source_gate SET outage_since = NULL WHERE name = ? AND outage_since IS NOT NULL";

    private static final String ADD_USE = """
            INSERT INTO secret_use AS u (source, position, deliveries, last_used_at)
            VALUES (?, ?, ?, clock_timestamp())
            ON CONFLICT (source, position)
            DO UPDATE SET deliveries = u.deliveries + excluded.deliveries, last_used_at = excluded.last_used_at""";

    private GateStore() {}

    /**
     * What is known of a source.
     *
     * @param outageAge how long ago its outage began, in milliseconds; negative without one
     * @param takenAge how long ago any instance stored something of it; {@link Long#MAX_VALUE}: never
     */
    record Known(Mode mode, long outageAge, long takenAge) {}

    static Map<String, Known> known(Connection connection) throws SQLException {
        Map<String, Known> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(KNOWN);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Long taken = Sql.longOrNull(row, "taken_age");
                known.put(
                        row.getString("name"),
                        new Known(
                                Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                                row.getBoolean("out") ? row.getLong("outage_age") : -1,
                                taken == null ? Long.MAX_VALUE : taken));
            }
        }
        return known;
    }

    static void add(Connection connection, String source) throws SQLException {
        Sql.update(connection, ADD, source);
    }

    /** Commits when the outage began: that this succeeds is what shows that the database takes writes. */
    static void note(Connection connection, String source, long outageAge) throws SQLException {
        Sql.update(connection, NOTE, outageAge, source);
    }

    static void clear(Connection connection, String source) throws SQLException {
        Sql.update(connection, CLEAR, source);
    }

    /** Adds what each secret of the source has verified. */
    static void addUse(Connection connection, String source, Map<Integer, Long> use) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(ADD_USE)) {
            for (Map.Entry<Integer, Long> position : use.entrySet()) {
                upsert.setString(1, source);
                upsert.setInt(2, position.getKey());
                upsert.setLong(3, position.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
