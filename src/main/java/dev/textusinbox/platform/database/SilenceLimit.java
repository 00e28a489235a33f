package dev.textusinbox.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How long a database may say nothing. A frozen one, or a lost network, runs no statement time-out: only the socket's own
 * ends the wait, and the connection with it.
 */
public final class SilenceLimit {
    private SilenceLimit() {}

    /** Work on a connection. */
    public interface LimitedWork<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Does the work under the limit; the connection goes back to the pool without it. */
    public static <T> T within(Connection connection, int millis, LimitedWork<T> work) throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, millis);
        T result;
        try {
            result = work.on(connection);
        } catch (Throwable e) {
            lift(connection, before, e);
            throw e;
        }
        connection.setNetworkTimeout(Runnable::run, before);
        return result;
    }

    /** The first failure is the one that tells. */
    private static void lift(Connection connection, int before, Throwable because) {
        try {
            connection.setNetworkTimeout(Runnable::run, before);
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
