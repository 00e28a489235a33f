package dev.textusinbox.retention;

import dev.textusinbox.dispatch.EventRemoval;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One batch of one lane: what is old, and nobody needs any more, goes with all that hangs on it. */
final class RetentionBatch {
    static final int EVENTS = 1_000;

    /** Where a lane has nothing more to look at. */
    static final long END = Long.MAX_VALUE;

    /** What has open redeliveries, and what a running replay has yet to look at. A dead letter waits for an operator. */
    private static final String NEEDED = """
            EXISTS (SELECT 1 FROM redelivery r
                     WHERE r.event_id = e.id AND r.replay_id IS NULL AND r.state <> 'discarded')
             OR EXISTS (SELECT 1 FROM redelivery r
                         WHERE r.event_id = e.id AND r.replay_id IS NOT NULL AND r.state <> 'discarded')
             OR EXISTS (SELECT 1 FROM replay p
                         WHERE p.state = 'running' AND e.id > p.position AND e.id <= p.until_id)""";

    // No further than every handler's cursor, paused ones and those that nobody runs included. Bounds on (lane, id) as
    // a
    // pair keep the planner to that index.
    private static final String LOOK = """
            SELECT e.id, e.received_at < clock_timestamp() - ? * interval '1 ms' AS old, %s AS needed
              FROM event e
             WHERE (e.lane, e.id) > (?::smallint, ?::bigint)
               AND (e.lane, e.id) <= (?::smallint, (SELECT coalesce(min(position), 9223372036854775807)
                                                      FROM lane_now WHERE lane = ?))
             ORDER BY e.lane, e.id LIMIT %d""".formatted(NEEDED, EVENTS);

    // Looked at again, now that nobody can make it a redelivery again.
    private static final String REMOVE = """
            DELETE FROM event WHERE id IN (
              SELECT e.id FROM event e WHERE e.id = ANY (?) AND NOT (%s) ORDER BY e.id FOR UPDATE OF e)
            RETURNING id""".formatted(NEEDED);

    private static final String REMOVE_DUPLICATES = "DELETE FROM duplicate WHERE event_id = ANY (?)";

    private static final String COUNT = "UPDATE retention SET removed = removed + ?";

    private static final String REMOVE_QUARANTINED = """
            DELETE FROM quarantine WHERE id IN (
              SELECT id FROM quarantine
               WHERE state <> 'open' AND received_at < clock_timestamp() - ? * interval '1 ms'
               ORDER BY id LIMIT %d FOR UPDATE)""".formatted(EVENTS);

    private RetentionBatch() {}

    /**
     * How far one batch came.
     *
     * @param next where to go on, or {@link #END}
     * @param elsewhere whether another instance is at it, and nothing was done here
     */
    record RetentionStep(int removed, long next, boolean elsewhere) {}

    private record Looked(long id, boolean old, boolean needed) {}

    /** Removes from the lane what comes behind {@code after}, in the connection's transaction. */
    static RetentionStep remove(Connection connection, int lane, long after, long keptMillis) throws SQLException {
        if (!EventRemoval.tryLock(connection)) {
            return new RetentionStep(0, END, true);
        }
        List<Long> old = new ArrayList<>();
        long next = look(connection, lane, after, keptMillis, old);
        if (old.isEmpty()) {
            return new RetentionStep(0, next, false);
        }
        EventRemoval.lockLanes(connection, List.of(lane));
        List<Long> gone = Sql.list(connection, REMOVE, row -> row.getLong(1), Sql.longs(old));
        EventRemoval.remove(connection, gone);
        Sql.update(connection, REMOVE_DUPLICATES, Sql.longs(gone));
        Sql.update(connection, COUNT, gone.size());
        return new RetentionStep(gone.size(), next, false);
    }

    /** Adds what may go, and gives where to look next. */
    private static long look(Connection connection, int lane, long after, long keptMillis, List<Long> old)
            throws SQLException {
        List<Looked> rows = Sql.list(
                connection,
                LOOK,
                row -> new Looked(row.getLong("id"), row.getBoolean("old"), row.getBoolean("needed")),
                keptMillis,
                lane,
                after,
                lane,
                lane);
        for (Looked row : rows) {
            if (!row.old()) {
                return END;
            }
            if (!row.needed()) {
                old.add(row.id());
            }
        }
        return rows.size() == EVENTS ? rows.get(EVENTS - 1).id() : END;
    }

    /** Removes closed entries of that age; at most {@link #EVENTS}. */
    static int removeQuarantined(Connection connection, long keptMillis) throws SQLException {
        return Sql.update(connection, REMOVE_QUARANTINED, keptMillis);
    }
}
