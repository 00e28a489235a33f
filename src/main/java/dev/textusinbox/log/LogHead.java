package dev.textusinbox.log;

import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** The newest event's id: no id up to it appears later. */
public final class LogHead {
    /** Gives it as a single number; 0 where there is no event. */
    public static final String SQL = "SELECT coalesce(max(id), 0) FROM event";

    private LogHead() {}

    /** The head as the connection sees it. */
    public static long of(Connection connection) throws SQLException {
        return Sql.number(connection, SQL);
    }
}
