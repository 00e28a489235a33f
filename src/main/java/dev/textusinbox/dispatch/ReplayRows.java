package dev.textusinbox.dispatch;

import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A replay's rows in the redelivery table: from there on they are delivered as all others are. Each method works in the
 * caller's transaction, which must not have locked the replay's own row before: settling locks lanes first, then replays.
 */
public final class ReplayRows {
    // What has gone since it was found is left out: looked at again behind the locks.
    private static final String FEED = """
            INSERT INTO redelivery (handler, event_id, replay_id, lane, key, state, due_at)
            SELECT u.handler, u.event_id, ?, u.lane, u.key, 'replayed', clock_timestamp()
              FROM unnest(?::text[], ?::bigint[], ?::int[], ?::text[])
                   WITH ORDINALITY AS u(handler, event_id, lane, key, n)
              JOIN event e ON e.id = u.event_id AND e.body IS NOT NULL
             ORDER BY u.n
            ON CONFLICT DO NOTHING
            RETURNING event_id""";

    private static final String CANCEL =
            "DELETE FROM redelivery WHERE replay_id = ? AND " + RedeliveryWrites.OPEN + " RETURNING handler, key";

    private static final String OUTSTANDING =
            "SELECT count(*) FROM redelivery WHERE replay_id = ? AND " + RedeliveryWrites.OPEN;

    private ReplayRows() {}

    /** One event to be delivered again to one handler; {@code key} is what its order hangs on. */
    public record Again(String handler, long eventId, int lane, String key) {}

    /** How many rows have not come to an end yet. */
    public static long outstanding(Connection connection, long replay) throws SQLException {
        return Sql.number(connection, OUTSTANDING, replay);
    }

    /**
     * Puts events at the end of their keys' queues, due at once.
     *
     * @param rows in the order of the log; each handler's own cursor has passed them
     * @return how many different events those are that were not there already
     */
    public static int feed(Connection connection, long replay, List<Again> rows) throws SQLException {
        Set<String> handlers = new TreeSet<>();
        Set<Integer> lanes = new TreeSet<>();
        for (Again row : rows) {
            handlers.add(row.handler());
            lanes.add(row.lane());
        }
        LaneLocks.of(connection, handlers, lanes);
        List<Long> fed = Sql.list(
                connection,
                FEED,
                row -> row.getLong(1),
                replay,
                Sql.texts(rows.stream().map(Again::handler).toList()),
                Sql.longs(rows.stream().map(Again::eventId).toList()),
                Sql.integers(rows.stream().map(Again::lane).toList()),
                Sql.texts(rows.stream().map(Again::key).toList()));
        Wakeups.queues(connection, handlers);
        return new HashSet<>(fed).size();
    }

    /**
     * Takes back what has not come to an end; what stands behind it goes on. What is in a handler's hands just now ends
     * there, and nobody counts it.
     *
     * @param handlers all handlers of the replay
     * @return how many rows
     */
    public static int cancel(Connection connection, long replay, Collection<String> handlers) throws SQLException {
        LaneLocks.all(connection, handlers);
        Map<String, List<String>> keys = new TreeMap<>();
        int taken = Sql.each(
                connection,
                CANCEL,
                row -> keys.computeIfAbsent(row.getString(1), handler -> new ArrayList<>())
                        .add(row.getString(2)),
                replay);
        for (Map.Entry<String, List<String>> handler : keys.entrySet()) {
            RedeliveryWrites.promote(connection, handler.getKey(), handler.getValue());
        }
        Wakeups.queues(connection, keys.keySet());
        return taken;
    }
}
