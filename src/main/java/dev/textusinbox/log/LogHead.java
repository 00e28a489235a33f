package dev.textusinbox.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The newest event's id: no id up to it appears later. */
public final class LogHead {
    /** Gives it as a single number; 0 where there is no event. */
    public static final String SQL = "SELECT coalesce(max(id), 0) FROM event";

    private LogHead() {}

    /** The head as the connection sees it. */
    public static long of(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SQL)) {
            row.next();
            return row.getLong(1);
        }
    }
}
