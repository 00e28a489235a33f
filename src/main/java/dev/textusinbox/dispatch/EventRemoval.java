package dev.textusinbox.dispatch;

import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.database.Sql.SqlArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What dispatch holds of events that are erased or removed. Each method works in the caller's transaction, which begins
 * with {@link #lock} or {@link #tryLock} and {@link #lockLanes}.
 */
public final class EventRemoval {
    /** Held by whoever takes from history, and by {@code register_handler}; never the append lock. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7883701943)";

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(7883701943)";

    // A projection that has read one of them already, and has not committed, would write it down after it is erased: it
    // is made to read its lane again. Other handlers are not disturbed.
    private static final String FENCE = """
            UPDATE lane_cursor c SET fence = c.fence + 1
              FROM handler h, lane_now n
             WHERE h.name = c.handler AND h.kind = 'projection' AND n.handler = c.handler AND n.lane = c.lane
               AND (EXISTS (SELECT 1 FROM event e WHERE e.id = ANY (?) AND e.lane = c.lane AND e.id > n.position)
                 OR EXISTS (SELECT 1 FROM redelivery r
                             WHERE r.event_id = ANY (?) AND r.handler = c.handler AND r.lane = c.lane AND r.active))""";

    private static final String DISCARD = """
            UPDATE redelivery r
               SET state = 'discarded', due_at = NULL, settled_at = coalesce(r.settled_at, clock_timestamp()),
                   holding = false, key = '#' || r.event_id, last_error = 'erased', cause_id = NULL, cause = NULL
              FROM (SELECT id, key FROM redelivery WHERE event_id = ANY (?) AND replay_id IS NULL
                     UNION ALL
                    SELECT id, key FROM redelivery WHERE event_id = ANY (?) AND replay_id IS NOT NULL) AS before
             WHERE r.id = before.id
            RETURNING r.handler, before.key, r.event_id, r.replay_id, r.counted""";

    private static final String FORGET_ERRORS = """
            UPDATE attempt SET error = NULL, response_status = NULL, response_type = NULL, response_body = NULL
             WHERE event_id = ANY (?) AND (error IS NOT NULL OR response_status IS NOT NULL)""";

    private static final String REMOVE = """
            WITH gone AS (
              DELETE FROM redelivery WHERE id IN (
                SELECT id FROM redelivery WHERE event_id = ANY (?) AND replay_id IS NULL
                 UNION ALL
                SELECT id FROM redelivery WHERE event_id = ANY (?) AND replay_id IS NOT NULL)
              RETURNING handler, lane, replay_id)
            UPDATE lane_cursor c SET discarded = c.discarded + g.n
              FROM (SELECT handler, lane, count(*) AS n FROM gone WHERE replay_id IS NULL GROUP BY handler, lane) g
             WHERE c.handler = g.handler AND c.lane = g.lane""";

    private static final String REMOVE_ATTEMPTS = "DELETE FROM attempt WHERE event_id = ANY (?)";

    private EventRemoval() {}

    /** Waits until nobody else takes from history, nor a handler is registered. */
    public static void lock(Connection connection) throws SQLException {
        Sql.run(connection, LOCK);
    }

    /** As {@link #lock}, but false at once where it would have to wait. */
    public static boolean tryLock(Connection connection) throws SQLException {
        return Sql.one(connection, TRY_LOCK, row -> row.getBoolean(1));
    }

    /** Keeps all handlers' queues and cursors of the lanes as they are until the transaction ends. */
    public static void lockLanes(Connection connection, Collection<Integer> lanes) throws SQLException {
        LaneLocks.ofAllHandlers(connection, lanes);
    }

    /**
     * The events were just erased: their redeliveries are discarded, and what waited behind goes on.
     *
     * @return how many rows of the redelivery table were erased
     */
    public static int erase(Connection connection, Collection<Long> events) throws SQLException {
        SqlArray ids = Sql.longs(events);
        Sql.update(connection, FENCE, ids, ids);
        ReplayLocks.ofEvents(connection, events);
        ReplayedCounts replayed = new ReplayedCounts();
        Map<String, List<String>> keys = new TreeMap<>();
        int rows = Sql.each(
                connection,
                DISCARD,
                row -> {
                    keys.computeIfAbsent(row.getString("handler"), handler -> new ArrayList<>())
                            .add(row.getString("key"));
                    boolean unused = replayed.add(row);
                },
                ids,
                ids);
        Sql.update(connection, FORGET_ERRORS, ids);
        replayed.count(connection);
        for (Map.Entry<String, List<String>> handler : keys.entrySet()) {
            RedeliveryWrites.promote(connection, handler.getKey(), handler.getValue());
        }
        Wakeups.queues(connection, keys.keySet());
        Wakeups.control(connection, Control.ERASED);
        return rows;
    }

    /** The events were just removed, and all that is left of them here is discarded: it goes too, and stays counted. */
    public static void remove(Connection connection, Collection<Long> events) throws SQLException {
        SqlArray ids = Sql.longs(events);
        Sql.update(connection, REMOVE, ids, ids);
        Sql.update(connection, REMOVE_ATTEMPTS, ids);
    }
}
