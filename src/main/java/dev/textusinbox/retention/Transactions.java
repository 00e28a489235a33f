package dev.textusinbox.retention;

import dev.textusinbox.platform.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Short transactions that would rather end than make others wait. */
final class Transactions {
    // An instance that froze while it held a lock is ended after 15 s: whoever asked tries again.
    private static final String LIMITS = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '25s'";

    private Transactions() {}

    static <T> T in(Connection connection, Transaction.Work<T, RuntimeException> work) throws SQLException {
        return Transaction.in(connection, begun -> {
            try (Statement limits = begun.createStatement()) {
                limits.execute(LIMITS);
            }
            return work.on(begun);
        });
    }
}
