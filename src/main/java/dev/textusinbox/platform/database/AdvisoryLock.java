package dev.textusinbox.platform.database;

import java.sql.Connection;
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
        Sql.run(connection, LOCK, space, part(id));
    }

    /** As {@link #lock}, but false at once where it would have to wait. */
    public boolean tryLock(Connection connection, long id) throws SQLException {
        return Sql.one(connection, TRY_LOCK, row -> row.getBoolean(1), space, part(id));
    }

    /** Two rows four billion apart would share a lock: they would take turns, no more. */
    private static int part(long id) {
        return Long.hashCode(id);
    }
}
