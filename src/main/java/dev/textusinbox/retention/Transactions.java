package dev.textusinbox.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Short transactions that would rather end than make others wait. */
final class Transactions {
    // An instance that froze while it held a lock is ended after 15 s: whoever asked tries again.
    private static final String LIMITS = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '25s'";

    private Transactions() {}

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    static <T> T in(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            try (Statement limits = connection.createStatement()) {
                limits.execute(LIMITS);
            }
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
