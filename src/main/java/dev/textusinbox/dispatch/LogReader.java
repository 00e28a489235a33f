package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Handler;
import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventRows;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads what comes next in each lane, in one round trip. */
final class LogReader {
    /** Larger bodies are loaded when their turn comes, so that a window's memory is bounded. */
    static final int INLINE_BODY_BYTES = 16_384;

    private static final String NEXT = """
            SELECT %s, w.wanted, CASE WHEN w.wanted AND octet_length(e.body) <= ? THEN e.body END AS body,
                   octet_length(e.body) > ? AS large,
                   w.wanted AND EXISTS (
                     SELECT 1 FROM redelivery r
                      WHERE r.handler = ? AND r.active
                        AND r.key = coalesce(e.contact, e.conversation, '#' || e.id::text)) AS blocked
              FROM unnest(?::int[], ?::bigint[]) AS l(lane, after)
             CROSS JOIN LATERAL (
                   SELECT * FROM event n WHERE n.lane = l.lane AND n.id > l.after ORDER BY n.id LIMIT ?) AS e
             CROSS JOIN LATERAL (SELECT cardinality(?::text[]) = 0 OR e.type = ANY (?::text[]) AS wanted) AS w
             ORDER BY e.id""".formatted(EventRows.COLUMNS);

    private static final String BODY = "SELECT body FROM event WHERE id = ?";

    private final Handler handler;

    LogReader(Handler handler) {
        this.handler = handler;
    }

    /**
     * One event of a lane.
     *
     * @param wanted whether the handler takes its type
     * @param large whether its body is still to be loaded
     * @param blocked whether its key has trouble in the redelivery table
     */
    record Row(Event event, boolean wanted, boolean large, boolean blocked) {}

    /** What comes next, at most {@code limit} of each lane; in the order of the log over all lanes. */
    List<Row> next(Connection connection, Collection<OwnedLane> lanes, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT)) {
            Array types = connection.createArrayOf("text", handler.types().toArray());
            select.setInt(1, INLINE_BODY_BYTES);
            select.setInt(2, INLINE_BODY_BYTES);
            select.setString(3, handler.name());
            select.setArray(
                    4,
                    connection.createArrayOf(
                            "int4", lanes.stream().map(l -> l.lane).toArray()));
            select.setArray(
                    5,
                    connection.createArrayOf(
                            "int8", lanes.stream().map(OwnedLane::readTo).toArray()));
            select.setInt(6, limit);
            select.setArray(7, types);
            select.setArray(8, types);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            EventRows.event(row, true),
                            row.getBoolean("wanted"),
                            row.getBoolean("large"),
                            row.getBoolean("blocked")));
                }
            }
            return rows;
        }
    }

    /** The event with its body, which is null where it was erased meanwhile. */
    static Event load(Connection connection, Event event) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BODY)) {
            select.setLong(1, event.id());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? event.withBody(row.getBytes(1)) : event;
            }
        }
    }
}
