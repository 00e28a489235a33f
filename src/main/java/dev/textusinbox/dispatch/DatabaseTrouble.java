package dev.textusinbox.dispatch;

import java.sql.SQLException;

/** Tells the database's own trouble from an event's: the first passes, and is nobody's failed attempt. */
final class DatabaseTrouble {
    private DatabaseTrouble() {}

    /**
     * Connection lost, no room, shutting down, read-only, deadlock or serialization: the same work will do later. A statement
     * time-out is not among them: that may well be the event's doing, and must count as an attempt.
     */
    static boolean isPassing(Throwable e) {
        if (!(e instanceof SQLException sql)) {
            return false;
        }
        String state = sql.getSQLState();
        return state != null
                && (state.startsWith("08")
                        || state.equals("25006")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.startsWith("58"));
    }
}
