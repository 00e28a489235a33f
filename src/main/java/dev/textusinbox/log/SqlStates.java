package dev.textusinbox.log;

import java.sql.SQLException;

/** What a SQLSTATE means for an append; never the error's text. */
final class SqlStates {
    private SqlStates() {}

    /** The value itself is refused (data exception, index row too long): trying again would not help. */
    static boolean isData(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("54"));
    }

    /** The connection is gone: dead in the pool, or ended by a server that shuts down. */
    static boolean isConnectionLost(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.equals("08006") || state.equals("08003") || state.startsWith("57P"));
    }
}
