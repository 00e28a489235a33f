package dev.textusinbox.dispatch;

import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** What is due in the redelivery table for one handler, read by the owner of its lanes. */
final class RedeliveryStore {
    // The head of a queue that is due, and what stands behind it up to a bound, so that a long queue drains at the
    // handler's speed. A row further down that waits by itself (retrying, or dead and holding) ends the run.
    private static final String DUE = """
            SELECT %s, CASE WHEN octet_length(e.body) <= ? THEN e.body END AS body, q.redelivery_id, q.key, q.attempts,
                   q.replay_id, q.state, q.due, q.suspect
              FROM (SELECT h.key, min(h.due_at) AS first_due
                      FROM redelivery h
                     WHERE h.handler = ? AND h.lane = ANY (?) AND h.state IN ('retrying', 'replayed')
                       AND h.due_at <= clock_timestamp()
                       AND NOT EXISTS (SELECT 1 FROM redelivery p
                                        WHERE p.handler = h.handler AND p.key = h.key AND p.active AND p.id < h.id)
                     GROUP BY h.key ORDER BY first_due LIMIT ?) AS k
             CROSS JOIN LATERAL (
                   SELECT r.id AS redelivery_id, r.event_id, r.key, r.attempts, r.replay_id, r.state, r.suspect,
                          coalesce(r.due_at <= clock_timestamp(), true) AS due
                     FROM redelivery r WHERE r.handler = ? AND r.key = k.key AND r.active ORDER BY r.id LIMIT ?) AS q
              JOIN event e ON e.id = q.event_id
             ORDER BY k.first_due, q.key, q.redelivery_id""".formatted(EventRows.COLUMNS);

    private final String handler;

    RedeliveryStore(String handler) {
        this.handler = handler;
    }

    /** One row that may be delivered now, after those of its key before it. */
    record Due(Event event, String key, Entry.Redelivered row) {
        Entry entry(OwnedLane lane) {
            return Entry.redelivery(event, lane, key, row);
        }
    }

    /** What can be delivered now, key by key and in each key's order. */
    List<Due> due(Connection connection, Collection<Integer> lanes, int keys, int perKey) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DUE)) {
            select.setInt(1, LogReader.INLINE_BODY_BYTES);
            select.setString(2, handler);
            select.setArray(3, connection.createArrayOf("int4", lanes.toArray()));
            select.setInt(4, keys);
            select.setString(5, handler);
            select.setInt(6, perKey);
            try (ResultSet row = select.executeQuery()) {
                return read(row);
            }
        }
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
            long replay = row.getLong("replay_id");
            OptionalLong replayId = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(replay);
            due.add(new Due(
                    EventRows.event(row, true),
                    key,
                    new Entry.Redelivered(
                            row.getLong("redelivery_id"),
                            row.getInt("attempts"),
                            replayId,
                            row.getBoolean("suspect"))));
        }
        return due;
    }
}
