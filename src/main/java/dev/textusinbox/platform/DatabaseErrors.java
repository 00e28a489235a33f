package dev.textusinbox.platform;

import java.sql.SQLException;

/** Tells an absent, stopping, full or slow database from a statement that is wrong: by SQLSTATE, never by text. */
public final class DatabaseErrors {

    private DatabaseErrors() {}

    /** Whether the same work may well succeed a little later, with nothing changed here. */
    public static boolean isUnavailable(Throwable failure) {
        int depth = 0;
        // Causes may form a circle; nothing sensible is wrapped twenty times.
        for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
            if (t instanceof SQLException sql && isUnavailable(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnavailable(String state) {
        if (state == null) {
            // The pool's own: no connection in time, or closed. The driver and the server always give a state.
            return true;
        }
        return state.startsWith("08") // connection
                || state.startsWith("53") // out of connections, memory or disk
                || state.startsWith("57P0") // shutting down, crashed, starting
                || state.startsWith("58") // I/O
                || state.equals("57014") // statement time-out
                || state.equals("55P03") // lock time-out
                || state.equals("25006") // read-only: a fail-over is under way
                || state.equals("99999") // the driver's own: it could not connect, and has no better word
                || state.equals("40001") // serialization failure
                || state.equals("40P01"); // deadlock
    }
}
