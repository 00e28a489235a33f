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
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads what comes next in each lane, in one round trip. */
final class LogReader {
    /** Larger bodies are loaded when their turn comes, so that a window's memory is bounded. */
    static final int INLINE_BODY_BYTES = 16_384;

    // Bounds on (lane, id) as a pair, so that no planner is tempted to walk the log by id and filter the lane. Of an
    // event that is not wanted, or erased, comes its place and nothing else. A key's trouble is looked up only while
    // there
    // is any.
    private static final String NEXT = """
            SELECT x.id AS at, x.lane AS in_lane, %s,
                   CASE WHEN ? AND octet_length(e.body) <= ? THEN e.body END AS body,
                   (SELECT EXISTS (SELECT 1 FROM redelivery WHERE handler = ? AND active)) AND EXISTS (
                     SELECT 1 FROM redelivery r
                      WHERE r.handler = ? AND r.active
                        AND r.key = coalesce(e.contact, e.conversation, '#' || e.id::text)) AS blocked
              FROM unnest(?::smallint[], ?::bigint[]) AS l(lane, after)
             CROSS JOIN LATERAL (
                   SELECT * FROM event v
                    WHERE (v.lane, v.id) > (l.lane, l.after) AND (v.lane, v.id) <= (l.lane, 9223372036854775807)
                    ORDER BY v.lane, v.id LIMIT ?) AS x
              LEFT JOIN LATERAL (SELECT x.*) AS e
                ON x.body IS NOT NULL AND (cardinality(?::text[]) = 0 OR x.type = ANY (?::text[]))""".formatted(EventRows.COLUMNS);

    private static final String BODY = "SELECT body FROM event WHERE id = ?";

    private final Handler handler;

    LogReader(Handler handler) {
        this.handler = handler;
    }

    /**
     * What comes next in a lane.
     *
     * @param event null if the handler does not take its type, or it is erased
     * @param blocked whether its key has trouble in the redelivery table
     */
    record Row(long id, int lane, Event event, boolean blocked) {}

    /** What comes next, at most {@code limit} of each lane; in the order of the log over all lanes. */
    List<Row> next(Connection connection, Collection<OwnedLane> lanes, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT)) {
            Array types = connection.createArrayOf("text", handler.types().toArray());
            select.setBoolean(1, handler.needsBody());
            select.setInt(2, INLINE_BODY_BYTES);
            select.setString(3, handler.name());
            select.setString(4, handler.name());
            select.setArray(
                    5,
                    connection.createArrayOf(
                            "int2", lanes.stream().map(l -> l.lane).toArray()));
            select.setArray(
                    6,
                    connection.createArrayOf(
                            "int8", lanes.stream().map(OwnedLane::readTo).toArray()));
            select.setInt(7, limit);
            select.setArray(8, types);
            select.setArray(9, types);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    boolean wanted = row.getString("type") != null;
                    rows.add(new Row(
                            row.getLong("at"),
                            row.getInt("in_lane"),
                            wanted ? EventRows.event(row, true) : null,
                            row.getBoolean("blocked")));
                }
            }
            rows.sort(Comparator.comparingLong(Row::id));
            return rows;
        }
    }

    /** Takes rows into their lanes: what is not wanted is skipped, the rest is handed on, in order. */
    static void take(List<Row> rows, Collection<OwnedLane> hungry, int limit, BiConsumer<OwnedLane, Row> wanted) {
        OwnedLane[] lanes = new OwnedLane[Lanes.COUNT];
        int[] read = new int[Lanes.COUNT];
        hungry.forEach(lane -> lanes[lane.lane] = lane);
        for (Row row : rows) {
            read[row.lane()]++;
            if (row.event() == null) {
                lanes[row.lane()].skip(row.id(), 1);
            } else {
                wanted.accept(lanes[row.lane()], row);
            }
        }
        hungry.forEach(lane -> lane.more = read[lane.lane] == limit);
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
