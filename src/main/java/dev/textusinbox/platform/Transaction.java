package dev.textusinbox.platform;

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
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (Throwable e) {
            rollBack(connection, e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** On a connection that broke there is nothing to roll back, and the first failure is the one that tells. */
    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
