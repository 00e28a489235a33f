package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/**
 * The locks of replays, whose counts hang on what becomes of their rows. A replay counts an event when its last handler is
 * through with it, and then marks the rows of the others, whose lanes it has not locked: so whoever changes rows of replays
 * locks the replays after the lanes and before the rows, always in one order.
 */
final class ReplayLocks {
    private static final String LOCK = "SELECT 1 FROM replay WHERE id = ANY (?) ORDER BY id FOR UPDATE";

    private static final String LOCK_OF_EVENTS = """
            SELECT 1 FROM replay WHERE id IN (SELECT replay_id FROM redelivery
                                               WHERE event_id = ANY (?) AND replay_id IS NOT NULL)
             ORDER BY id FOR UPDATE""";

    private ReplayLocks() {}

    static void of(Connection connection, Collection<Long> replays) throws SQLException {
        if (!replays.isEmpty()) {
            Sql.run(connection, LOCK, Sql.longs(replays));
        }
    }

    /** Of all replays that have rows of these events. */
    static void ofEvents(Connection connection, Collection<Long> events) throws SQLException {
        Sql.run(connection, LOCK_OF_EVENTS, Sql.longs(events));
    }
}
