package dev.textusinbox.alarm;

import dev.textusinbox.alarm.AlarmSource.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** The statements for alarms. All run in the round's transaction. */
final class AlarmStore {
    /** One round at a time among all instances: an older view must not close what a newer one has opened. */
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(7883701944)";

    private static final String OPEN = "SELECT source, id FROM alarm WHERE kind = ? AND until IS NULL";

    private static final String RAISE = """
            INSERT INTO alarm (kind, source, since, detail) VALUES (?, ?, coalesce(?, clock_timestamp()), ?)
            RETURNING id""";

    private static final String DETAIL = "UPDATE alarm SET detail = ? WHERE id = ? AND detail <> ?";

    private static final String CLEAR = "UPDATE alarm SET until = clock_timestamp() WHERE id = ?";

    private static final String NOTICE = "INSERT INTO alarm_notice (alarm_id, state) VALUES (?, ?)";

    private static final String COUNTS = "SELECT kind, count(*) FROM alarm WHERE until IS NULL GROUP BY kind";

    private AlarmStore() {}

    static boolean tryLock(Connection connection) throws SQLException {
        try (Statement lock = connection.createStatement();
                ResultSet row = lock.executeQuery(LOCK)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The open ones of a kind, by source, null for none. */
    static Map<String, Long> open(Connection connection, String kind) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OPEN)) {
            select.setString(1, kind);
            try (ResultSet row = select.executeQuery()) {
                Map<String, Long> open = new HashMap<>();
                while (row.next()) {
                    open.put(row.getString("source"), row.getLong("id"));
                }
                return open;
            }
        }
    }

    static long raise(Connection connection, String kind, Finding finding) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RAISE)) {
            insert.setString(1, kind);
            insert.setString(2, finding.source());
            insert.setObject(3, finding.since() == null ? null : finding.since().atOffset(ZoneOffset.UTC));
            insert.setString(4, finding.detail());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static void detail(Connection connection, long id, String detail) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(DETAIL)) {
            update.setString(1, detail);
            update.setLong(2, id);
            update.setString(3, detail);
            update.executeUpdate();
        }
    }

    static void clear(Connection connection, long id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(CLEAR)) {
            update.setLong(1, id);
            update.executeUpdate();
        }
    }

    /** The alarm webhook is to be told. */
    static void notice(Connection connection, long id, String state) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(NOTICE)) {
            insert.setLong(1, id);
            insert.setString(2, state);
            insert.executeUpdate();
        }
    }

    /** How many are open, by kind; a kind without any is not there. */
    static Map<String, Long> counts(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(COUNTS)) {
            Map<String, Long> counts = new HashMap<>();
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
            return counts;
        }
    }
}
