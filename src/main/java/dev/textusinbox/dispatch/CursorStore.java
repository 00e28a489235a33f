package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Handler;
import dev.textusinbox.log.Lanes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cursors of one handler: who owns which lane, and how far each is. Every write is fenced. */
final class CursorStore {
    private static final String REGISTER = "SELECT register_handler(?, ?, ?, ?, ?)";

    // Free, or its owner's lease is over, or ours and forgotten after an error; and only while our own lease holds. The
    // database's clock judges both. An owner that did not give the lane back has died, or as good as that: when that
    // happens again before the cursor is past what the last one may have had in hand, those events are suspects.
    private static final String CLAIM = """
            WITH free AS (
              SELECT c.lane, c.owner IS NOT NULL AND c.owner <> ? AS crashed
                FROM lane_cursor c
               WHERE c.handler = ? AND c.lane = ANY (?)
                 AND (c.owner IS NULL OR c.owner = ? OR NOT EXISTS (
                       SELECT 1 FROM instance i WHERE i.id = c.owner AND i.lease_until > clock_timestamp()))
                 AND EXISTS (SELECT 1 FROM instance i WHERE i.id = ? AND i.lease_until > clock_timestamp())
               ORDER BY c.lane FOR UPDATE)
            UPDATE lane_cursor c
               SET owner = ?, fence = c.fence + 1,
                   crashes = CASE WHEN NOT f.crashed THEN c.crashes
                                  WHEN c.position < c.suspect_until
                                   AND c.crashed_at > clock_timestamp() - interval '10 min' THEN c.crashes + 1
                                  ELSE 1 END,
                   crashed_at = CASE WHEN f.crashed THEN clock_timestamp() ELSE c.crashed_at END,
                   suspect_until = CASE WHEN NOT f.crashed THEN c.suspect_until ELSE coalesce(
                     (SELECT n.id FROM event n WHERE n.lane = c.lane AND n.id > c.position
                       ORDER BY n.id OFFSET ? LIMIT 1),
                     (SELECT max(n.id) FROM event n WHERE n.lane = c.lane), 0) END
              FROM free f
             WHERE c.handler = ? AND c.lane = f.lane
            RETURNING c.lane, c.fence, c.position, CASE WHEN c.crashes > 1 THEN c.suspect_until ELSE 0 END""";

    // What is in the table may be the culprit as well.
    private static final String SUSPECT = """
            UPDATE redelivery SET suspect = true
             WHERE handler = ? AND lane = ANY (?) AND state IN ('retrying', 'blocked', 'replayed') AND NOT suspect""";

    /** More than an instance has in hand of one lane. */
    private static final int SUSPECTS = 1024;

    private static final String RELEASE = """
            UPDATE lane_cursor c SET owner = NULL
              FROM unnest(?::int[], ?::bigint[]) AS u(lane, fence)
             WHERE c.handler = ? AND c.lane = u.lane AND c.fence = u.fence""";

    // The old position is in the condition: a move whose commit was not heard of is not counted twice.
    private static final String MOVE = """
            UPDATE lane_cursor c
               SET position = u.target, handled = c.handled + u.handled, skipped = c.skipped + u.skipped
              FROM unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                   AS u(lane, fence, origin, target, handled, skipped)
             WHERE c.handler = ? AND c.lane = u.lane AND c.fence = u.fence AND c.position = u.origin""";

    private static final String LOCK = """
            SELECT lane, fence, position FROM lane_cursor WHERE handler = ? AND lane = ANY (?)
             ORDER BY lane FOR UPDATE""";

    private static final String LOOK =
            "SELECT lane, fence, position FROM lane_cursor WHERE handler = ? AND lane = ANY (?)";

    private final String handler;

    CursorStore(String handler) {
        this.handler = handler;
    }

    /** A lane's row. */
    record Row(int lane, long fence, long position) {}

    /** One lane's part of a move; {@code handled} counts redeliveries done as well as events passed. */
    record LaneMove(OwnedLane lane, long from, long to, long handled, long skipped) {}

    static void register(Connection connection, Handler handler, boolean fromNow) throws SQLException {
        try (PreparedStatement register = connection.prepareStatement(REGISTER)) {
            register.setString(1, handler.name());
            register.setString(2, handler.kind());
            register.setArray(
                    3, connection.createArrayOf("text", handler.types().toArray()));
            register.setBoolean(4, fromNow);
            register.setInt(5, Lanes.COUNT);
            register.execute();
        }
    }

    List<OwnedLane> claim(Connection connection, Collection<Integer> lanes, String instance) throws SQLException {
        List<OwnedLane> claimed = new ArrayList<>();
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, instance);
            claim.setString(2, handler);
            claim.setArray(3, connection.createArrayOf("int4", lanes.toArray()));
            claim.setString(4, instance);
            claim.setString(5, instance);
            claim.setString(6, instance);
            claim.setInt(7, SUSPECTS - 1);
            claim.setString(8, handler);
            try (ResultSet row = claim.executeQuery()) {
                while (row.next()) {
                    claimed.add(new OwnedLane(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
        List<Integer> suspected = claimed.stream()
                .filter(lane -> lane.suspectUntil > 0)
                .map(lane -> lane.lane)
                .toList();
        if (!suspected.isEmpty()) {
            suspect(connection, suspected);
        }
        return claimed;
    }

    private void suspect(Connection connection, List<Integer> lanes) throws SQLException {
        try (PreparedStatement suspect = connection.prepareStatement(SUSPECT)) {
            suspect.setString(1, handler);
            suspect.setArray(2, connection.createArrayOf("int4", lanes.toArray()));
            suspect.executeUpdate();
        }
    }

    void release(Connection connection, Collection<OwnedLane> lanes) throws SQLException {
        try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
            release.setArray(1, lanes(connection, lanes));
            release.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", lanes.stream().map(l -> l.fence).toArray()));
            release.setString(3, handler);
            release.executeUpdate();
        }
    }

    /** How many lanes moved: fewer than given, and some fence is old or some move is already made. */
    int move(Connection connection, List<LaneMove> moves) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setArray(
                    1,
                    connection.createArrayOf(
                            "int4", moves.stream().map(m -> m.lane().lane).toArray()));
            move.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", moves.stream().map(m -> m.lane().fence).toArray()));
            move.setArray(
                    3,
                    connection.createArrayOf(
                            "int8", moves.stream().map(LaneMove::from).toArray()));
            move.setArray(
                    4,
                    connection.createArrayOf(
                            "int8", moves.stream().map(LaneMove::to).toArray()));
            move.setArray(
                    5,
                    connection.createArrayOf(
                            "int8", moves.stream().map(LaneMove::handled).toArray()));
            move.setArray(
                    6,
                    connection.createArrayOf(
                            "int8", moves.stream().map(LaneMove::skipped).toArray()));
            move.setString(7, handler);
            return move.executeUpdate();
        }
    }

    /** The lanes' rows, locked until the transaction ends: what every change of redelivery rows begins with. */
    Map<Integer, Row> lock(Connection connection, Collection<Integer> lanes) throws SQLException {
        return select(connection, LOCK, lanes);
    }

    Map<Integer, Row> look(Connection connection, Collection<Integer> lanes) throws SQLException {
        return select(connection, LOOK, lanes);
    }

    private Map<Integer, Row> select(Connection connection, String sql, Collection<Integer> lanes) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, handler);
            select.setArray(2, connection.createArrayOf("int4", lanes.toArray()));
            Map<Integer, Row> byLane = new HashMap<>();
            for (Row row : rows(select)) {
                byLane.put(row.lane(), row);
            }
            return byLane;
        }
    }

    private static List<Row> rows(PreparedStatement query) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows.add(new Row(row.getInt(1), row.getLong(2), row.getLong(3)));
            }
        }
        return rows;
    }

    private static java.sql.Array lanes(Connection connection, Collection<OwnedLane> lanes) throws SQLException {
        return connection.createArrayOf("int4", lanes.stream().map(l -> l.lane).toArray());
    }
}
