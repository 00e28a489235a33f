package dev.textusinbox.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Locks in the database on rows by their id that do not lock the rows: who counts on a row meanwhile does not wait. Each is kept
 * until the transaction ends.
 *
 * @param space keeps those of one table apart from others'; the append lock has one part, so it is none of them
 */
public record AdvisoryLock(int space) {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(?, ?)";

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(?, ?)";

    /** Waits until nobody else has it. */
    public void lock(Connection connection, long id) throws SQLException {
        try (PreparedStatement lock = prepare(connection, LOCK, id)) {
            lock.execute();
        }
    }

    /** As {@link #lock}, but false at once where it would have to wait. */
    public boolean tryLock(Connection connection, long id) throws SQLException {
        try (PreparedStatement lock = prepare(connection, TRY_LOCK, id);
                ResultSet row = lock.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private PreparedStatement prepare(Connection connection, String sql, long id) throws SQLException {
        PreparedStatement lock = connection.prepareStatement(sql);
        lock.setInt(1, space);
        // Two rows four billion apart would share a lock: they would take turns, no more.
        lock.setInt(2, Long.hashCode(id));
        return lock;
    }
}
