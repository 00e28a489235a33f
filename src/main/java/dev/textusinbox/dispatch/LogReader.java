package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Handler;
import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventRows;
import dev.textusinbox.log.Lanes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Reads what comes next in each lane, in one round trip. */
final class LogReader {
    /** Larger bodies are loaded when their turn comes, so that a window's memory is bounded. */
    static final int INLINE_BODY_BYTES = 16_384;

    // Events that are not wanted are counted and left out; the last of each lane comes in any case, to tell how far
    // was read.
    private static final String NEXT = """
            SELECT %s, e.wanted, e.n, e.skipped,
                   CASE WHEN e.wanted AND ? AND octet_length(e.body) <= ? THEN e.body END AS body,
                   e.wanted AND EXISTS (
                     SELECT 1 FROM redelivery r
                      WHERE r.handler = ? AND r.active
                        AND r.key = coalesce(e.contact, e.conversation, '#' || e.id::text)) AS blocked
              FROM (SELECT x.*, row_number() OVER lane AS n,
                           count(*) FILTER (WHERE NOT x.wanted) OVER lane AS skipped,
                           lead(x.id) OVER lane IS NULL AS last
                      FROM unnest(?::int[], ?::bigint[]) AS l(lane, after)
                     CROSS JOIN LATERAL (
                           SELECT v.*, cardinality(?::text[]) = 0 OR v.type = ANY (?::text[]) AS wanted
                             FROM event v WHERE v.lane = l.lane AND v.id > l.after ORDER BY v.id LIMIT ?) AS x
                    WINDOW lane AS (PARTITION BY x.lane ORDER BY x.id)) AS e
             WHERE e.wanted OR e.last
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
     * @param read how many events of its lane were read, up to and with this one
     * @param skipped how many of those are not wanted
     * @param blocked whether its key has trouble in the redelivery table
     */
    record Row(Event event, boolean wanted, int read, int skipped, boolean blocked) {}

    /** What comes next, at most {@code limit} of each lane; in the order of the log over all lanes. */
    List<Row> next(Connection connection, Collection<OwnedLane> lanes, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT)) {
            Array types = connection.createArrayOf("text", handler.types().toArray());
            select.setBoolean(1, handler.needsBody());
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
            select.setArray(6, types);
            select.setArray(7, types);
            select.setInt(8, limit);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            EventRows.event(row, true),
                            row.getBoolean("wanted"),
                            row.getInt("n"),
                            row.getInt("skipped"),
                            row.getBoolean("blocked")));
                }
            }
            return rows;
        }
    }

    /** Takes rows into their lanes: what is not wanted is skipped, the rest is handed on, in order. */
    static void take(List<Row> rows, Collection<OwnedLane> hungry, int limit, BiConsumer<OwnedLane, Row> wanted) {
        Map<Integer, OwnedLane> lanes = new HashMap<>();
        int[] skipped = new int[Lanes.COUNT];
        for (OwnedLane lane : hungry) {
            lanes.put(lane.lane, lane);
            lane.more = false;
        }
        for (Row row : rows) {
            OwnedLane lane = lanes.get(row.event().lane());
            int newly = row.skipped() - skipped[lane.lane];
            skipped[lane.lane] = row.skipped();
            if (newly > 0) {
                // Where this row itself is wanted, what was skipped came before it.
                lane.skip(row.wanted() ? row.event().id() - 1 : row.event().id(), newly);
            }
            if (row.wanted()) {
                wanted.accept(lane, row);
            }
            lane.more = row.read() == limit;
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
