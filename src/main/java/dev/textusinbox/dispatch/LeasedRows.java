package dev.textusinbox.dispatch;

import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventRows;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of the redelivery table that clients of one pull consumer have. The caller holds the locks of their lanes. */
final class LeasedRows {
    private static final String COLUMNS = EventRows.COLUMNS + """
            , r.id AS redelivery_id, r.key, r.attempts, r.rejections, r.replay_id, r.suspect, r.lease_id,
            (extract(epoch FROM clock_timestamp() - r.failing_since) * 1000000)::bigint AS failing_micros""";

    private static final String FIND = """
            SELECT %s
              FROM unnest(?::bigint[], ?::bigint[]) AS u(lease_id, event_id)
              JOIN redelivery r ON r.lease_id = u.lease_id AND r.event_id = u.event_id AND r.handler = ?
              JOIN event e ON e.id = r.event_id
             WHERE r.lease_until = r.due_at AND r.due_at > clock_timestamp() AND r.%s
             ORDER BY r.id""".formatted(COLUMNS, RedeliveryWrites.OPEN);

    /** So many at a time: the next round finds the rest. */
    private static final int ENDED_AT_ONCE = 1000;

    private static final String ENDED = """
            SELECT %s
              FROM redelivery r JOIN event e ON e.id = r.event_id
             WHERE r.handler = ? AND r.lane = ANY (?) AND r.lease_until = r.due_at AND r.due_at <= statement_timestamp()
               AND r.%s
             ORDER BY r.id LIMIT %d""".formatted(COLUMNS, RedeliveryWrites.OPEN, ENDED_AT_ONCE);

    // One time for both columns, whatever the clock does meanwhile.
    private static final String LEASE = """
            UPDATE redelivery r
               SET state = CASE r.state WHEN 'blocked' THEN 'retrying' ELSE r.state END, due_at = t.due, lease_until = t.due,
                   lease_id = coalesce(?, r.lease_id)
              FROM (SELECT clock_timestamp() + ? * interval '1 ms' AS due) AS t
             WHERE r.id = ANY (?)""";

    private static final String EVENTS =
            "SELECT " + EventRows.COLUMNS + " FROM event e WHERE e.id = ANY (?) ORDER BY e.id";

    private final String consumer;

    LeasedRows(String consumer) {
        this.consumer = consumer;
    }

    /** Those of the receipts whose lease has not ended, by receipt. */
    Map<PullReceipt, WindowEntry> find(
            Connection connection, Collection<PullReceipt> receipts, Map<Integer, OwnedLane> lanes)
            throws SQLException {
        Map<PullReceipt, WindowEntry> found = new HashMap<>();
        if (!receipts.isEmpty()) {
            Sql.each(
                    connection,
                    FIND,
                    row -> {
                        WindowEntry entry = entry(row, lanes);
                        found.put(PullReceipt.of(row.getLong("lease_id"), entry), entry);
                    },
                    Sql.longs(receipts.stream().map(PullReceipt::lease).toList()),
                    Sql.longs(receipts.stream().map(PullReceipt::event).toList()),
                    consumer);
            found.keySet().retainAll(receipts);
        }
        return found;
    }

    /** Some of those whose lease has ended. */
    List<WindowEntry> ended(Connection connection, Map<Integer, OwnedLane> lanes) throws SQLException {
        return Sql.list(connection, ENDED, row -> entry(row, lanes), consumer, Sql.integers(lanes.keySet()));
    }

    /** Hands them out. */
    void lease(Connection connection, List<WindowEntry> rows, long lease, Duration length) throws SQLException {
        update(connection, rows, lease, length);
    }

    /** Leaves them under the lease that they have, for so long from now. */
    void extend(Connection connection, Collection<WindowEntry> rows, Duration length) throws SQLException {
        update(connection, rows, null, length);
    }

    private static void update(Connection connection, Collection<WindowEntry> rows, Long lease, Duration length)
            throws SQLException {
        if (!rows.isEmpty()) {
            List<Long> ids = rows.stream().map(row -> row.redeliveryId).toList();
            Sql.update(connection, LEASE, lease, length.toMillis(), Sql.longs(ids));
        }
    }

    /** Events of the log, without their bodies, in its order. */
    static List<Event> events(Connection connection, Collection<Long> ids) throws SQLException {
        return Sql.list(connection, EVENTS, row -> EventRows.event(row, false), Sql.longs(ids));
    }

    private static WindowEntry entry(ResultSet row, Map<Integer, OwnedLane> lanes) throws SQLException {
        Event event = EventRows.event(row, false);
        return WindowEntry.redelivery(
                event, lanes.get(event.lane()), row.getString("key"), DueRedeliveries.redelivered(row));
    }
}
