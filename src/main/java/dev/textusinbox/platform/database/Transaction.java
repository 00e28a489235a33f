package dev.textusinbox.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** All or nothing, on a connection that otherwise commits each statement by itself. */
public final class Transaction {
    private Transaction() {}

    /** What is to be done; it neither commits nor rolls back. */
    public interface Work<T, X extends Exception> {
        T on(Connection connection) throws SQLException, X;
    }

    /** Does the work and commits; whatever it throws, nothing of it was done. */
    public static <T, X extends Exception> T in(Connection connection, Work<T, X> work) throws SQLException, X {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.on(connection);
            connection.commit();
        } catch (Throwable e) {
            undo(connection, e);
            throw e;
        }
        connection.setAutoCommit(true);
        return result;
    }

    /**
     * Ends a transaction that failed. On a connection that broke there is nothing to undo, and neither may fail in place of the
     * first failure: that is the one that tells.
     */
    public static void undo(Connection connection, Throwable because) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
