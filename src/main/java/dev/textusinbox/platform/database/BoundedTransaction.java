package dev.textusinbox.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Short transactions that would rather end than make others wait. */
public final class BoundedTransaction {
    // An instance that froze while it held a lock is ended after 15 s: whoever asked tries again.
    private static final String LIMITS = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '25s'";

    private BoundedTransaction() {}

    /** As {@link Transaction#in}; a lock is waited for 5 s, a statement runs for 25 s at most. */
    public static <T> T in(Connection connection, Transaction.Work<T, RuntimeException> work) throws SQLException {
        return Transaction.in(connection, begun -> {
            try (Statement limits = begun.createStatement()) {
                limits.execute(LIMITS);
            }
            return work.on(begun);
        });
    }
}
