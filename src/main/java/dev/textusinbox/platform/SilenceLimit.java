package dev.textusinbox.platform;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How long a database may say nothing. A frozen one, or a lost network, runs no statement time-out: only the socket's own
 * ends the wait, and the connection with it.
 */
public final class SilenceLimit {
    private SilenceLimit() {}

    /** Work on a connection. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Does the work under the limit; the connection goes back to the pool without it. */
    public static <T> T within(Connection connection, int millis, Work<T> work) throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, millis);
        try {
            return work.on(connection);
        } finally {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, before);
            }
        }
    }
}
