package dev.textusinbox.dispatch;

import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventRows;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** What is due in the redelivery table for one handler, read by the owner of its lanes. */
final class DueRedeliveries {
    // Heads of queues (a queue has one) that are due, each lane's by themselves, so that what is read hangs on how many
    // are wanted and not on how many are due. What is leased comes due when its lease has been seen to end.
    private static final String HEADS = """
            SELECT h.key, h.due_at AS first_due FROM unnest(?::smallint[]) AS l(lane)
             CROSS JOIN LATERAL (
                   SELECT d.key, d.due_at FROM redelivery d
                    WHERE d.handler = ? AND d.lane = l.lane AND d.state IN ('retrying', 'replayed')
                      AND d.due_at <= clock_timestamp() AND d.lease_until IS DISTINCT FROM d.due_at
                      AND NOT EXISTS (SELECT 1 FROM redelivery p
                                       WHERE p.handler = d.handler AND p.key = d.key AND p.active AND p.id < d.id)
                    ORDER BY d.due_at LIMIT ?) AS h
             ORDER BY h.due_at LIMIT ?""";

    private static final String COUNT = "SELECT count(*) FROM (" + HEADS + ") AS k";

    // With what stands behind each up to a bound, so that a long queue drains at the handler's speed. A row further
    // down that waits by itself (retrying, or dead and holding) ends the run.
    private static final String DUE = """
            SELECT %s, CASE WHEN octet_length(e.body) <= ? THEN e.body END AS body, q.redelivery_id, q.key, q.attempts,
                   q.rejections, q.failing_micros, q.replay_id, q.state, q.due, q.suspect
              FROM (%s) AS k
             CROSS JOIN LATERAL (
                   SELECT r.id AS redelivery_id, r.event_id, r.key, r.attempts, r.rejections, r.replay_id, r.state, r.suspect,
                          (extract(epoch FROM clock_timestamp() - r.failing_since) * 1000000)::bigint AS failing_micros,
                          coalesce(r.due_at <= clock_timestamp() AND (r.lease_until = r.due_at) IS NOT TRUE, true) AS due
                     FROM redelivery r WHERE r.handler = ? AND r.key = k.key AND r.active ORDER BY r.id LIMIT ?) AS q
              JOIN event e ON e.id = q.event_id
             ORDER BY k.first_due, q.key, q.redelivery_id""".formatted(EventRows.COLUMNS, HEADS);

    private final String handler;

    DueRedeliveries(String handler) {
        this.handler = handler;
    }

    /** One row that may be delivered now, after those of its key before it. */
    record Due(Event event, String key, WindowEntry.Redelivered row) {
        WindowEntry entry(OwnedLane lane) {
            return WindowEntry.redelivery(event, lane, key, row);
        }
    }

    /** How many keys there are among them, those of replays aside. */
    static long retriedKeys(Collection<Due> due) {
        return due.stream()
                .filter(each -> each.row().replay().isEmpty())
                .map(Due::key)
                .distinct()
                .count();
    }

    /** How many keys have something that can be delivered now; so many at most. */
    int keys(Connection connection, Collection<Integer> lanes, int most) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setArray(1, connection.createArrayOf("int2", lanes.toArray()));
            count.setString(2, handler);
            count.setInt(3, most);
            count.setInt(4, most);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** What can be delivered now, key by key and in each key's order. */
    List<Due> due(Connection connection, Collection<Integer> lanes, int keys, int perKey) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DUE)) {
            select.setInt(1, LogReader.INLINE_BODY_BYTES);
            select.setArray(2, connection.createArrayOf("int2", lanes.toArray()));
            select.setString(3, handler);
            select.setInt(4, keys);
            select.setInt(5, keys);
            select.setString(6, handler);
            select.setInt(7, perKey);
            try (ResultSet row = select.executeQuery()) {
                return read(row);
            }
        }
    }

    /** What the row says; {@code failing_micros} is how long ago its first attempt failed. */
    static WindowEntry.Redelivered redelivered(ResultSet row) throws SQLException {
        Long replay = Sql.longOrNull(row, "replay_id");
        return new WindowEntry.Redelivered(
                row.getLong("redelivery_id"),
                row.getInt("attempts"),
                row.getInt("rejections"),
                failingSince(row),
                replay == null ? OptionalLong.empty() : OptionalLong.of(replay),
                row.getBoolean("suspect"));
    }

    private static OptionalLong failingSince(ResultSet row) throws SQLException {
        Long micros = Sql.longOrNull(row, "failing_micros");
        return micros == null ? OptionalLong.empty() : OptionalLong.of(System.nanoTime() - micros * 1_000);
    }

    private static List<Due> read(ResultSet row) throws SQLException {
        List<Due> due = new ArrayList<>();
        String endedKey = null;
        while (row.next()) {
            String key = row.getString("key");
            if (key.equals(endedKey)) {
                continue;
            }
            if (!row.getBoolean("due") || row.getString("state").equals("dead")) {
                endedKey = key;
                continue;
            }
            due.add(new Due(EventRows.event(row, true), key, redelivered(row)));
        }
        return due;
    }
}
