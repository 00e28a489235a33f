package dev.textusinbox.platform.database;

import dev.textusinbox.platform.failure.DatabaseErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts what may be very many, for who would rather go on without knowing than wait. */
public final class CountLimit {
    private static final String LIMIT = "SET LOCAL statement_timeout = '1s'";

    private CountLimit() {}

    /** Counts something by one statement. */
    public interface Count {
        long on(Connection connection) throws SQLException;
    }

    /** The count; null where it takes longer than a second. In the connection's transaction, which goes on in either case. */
    public static Long count(Connection connection, Count count) throws SQLException {
        Long counted = null;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SAVEPOINT before_counting");
            try {
                statement.execute(LIMIT);
                counted = count.on(connection);
            } catch (SQLException e) {
                if (!DatabaseErrors.isCancelled(e)) {
                    throw e;
                }
            }
            // The limit goes with it; nothing was changed.
            statement.execute("ROLLBACK TO SAVEPOINT before_counting");
        }
        return counted;
    }
}
