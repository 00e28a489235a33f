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
    // database's clock judges both.
    private static final String CLAIM = """
            UPDATE lane_cursor c SET owner = ?, fence = c.fence + 1
             WHERE c.handler = ? AND c.lane = ANY (?)
               AND (c.owner IS NULL OR c.owner = ? OR NOT EXISTS (
                     SELECT 1 FROM instance i WHERE i.id = c.owner AND i.lease_until > clock_timestamp()))
               AND EXISTS (SELECT 1 FROM instance i WHERE i.id = ? AND i.lease_until > clock_timestamp())
            RETURNING c.lane, c.fence, c.position""";

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

    List<Row> claim(Connection connection, Collection<Integer> lanes, String instance) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, instance);
            claim.setString(2, handler);
            claim.setArray(3, connection.createArrayOf("int4", lanes.toArray()));
            claim.setString(4, instance);
            claim.setString(5, instance);
            return rows(claim);
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
