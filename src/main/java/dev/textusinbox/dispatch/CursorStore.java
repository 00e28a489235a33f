package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Handler;
import dev.textusinbox.log.Lanes;
import dev.textusinbox.platform.database.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The cursors of one handler: who owns which lane, and how far each is. Every write is fenced. A move is inserted, and
 * {@code lane_now} tells what comes of the cursor's row and the moves; whoever writes holds the row's lock.
 */
final class CursorStore {
    static final String REGISTER = "SELECT register_handler(?, ?, ?, ?, ?)";

    private static final String OF_A_CONSUMER = "SELECT 1 FROM handler WHERE name = ? AND kind = 'pull'";

    private static final String TARGET = "UPDATE handler SET target = ? WHERE name = ? AND target IS DISTINCT FROM ?";

    // Free, or its owner's lease is over, or ours and forgotten after an error; and only while our own lease holds. The
    // database's clock judges both. An owner that did not give the lane back has died, or as good as that: when that
    // happens again before the cursor is past what the last one may have had in hand, those events are suspects.
    private static final String FREE = """
            SELECT c.lane
              FROM lane_cursor c
             WHERE c.handler = ? AND c.lane = ANY (?)
               AND (c.owner IS NULL OR c.owner = ? OR NOT EXISTS (
                     SELECT 1 FROM instance i WHERE i.id = c.owner AND i.lease_until > clock_timestamp()))
               AND EXISTS (SELECT 1 FROM instance i WHERE i.id = ? AND i.lease_until > clock_timestamp())
             ORDER BY c.lane FOR UPDATE""";

    // Behind the lock, so that the position is the one which the last owner left.
    private static final String CLAIM = """
            WITH free AS (
              SELECT n.lane, n.position, n.owner IS NOT NULL AND n.owner <> ? AS crashed
                FROM lane_now n WHERE n.handler = ? AND n.lane = ANY (?))
            UPDATE lane_cursor c
               SET owner = ?, fence = c.fence + 1,
                   crashes = CASE WHEN NOT f.crashed THEN c.crashes
                                  WHEN f.position < c.suspect_until
                                   AND c.crashed_at > clock_timestamp() - interval '10 min' THEN c.crashes + 1
                                  ELSE 1 END,
                   crashed_at = CASE WHEN f.crashed THEN clock_timestamp() ELSE c.crashed_at END,
                   crashed_owner = CASE WHEN f.crashed THEN c.owner ELSE c.crashed_owner END,
                   suspect_until = CASE WHEN NOT f.crashed THEN c.suspect_until ELSE coalesce(
                     (SELECT n.id FROM event n WHERE n.lane = c.lane AND n.id > f.position
                       ORDER BY n.id OFFSET ? LIMIT 1),
                     (SELECT max(n.id) FROM event n WHERE n.lane = c.lane), 0) END
              FROM free f
             WHERE c.handler = ? AND c.lane = f.lane
            RETURNING c.lane, c.fence, c.position, CASE WHEN c.crashes > 1 THEN c.suspect_until ELSE 0 END""";

    // What is in the table may be the culprit as well.
    private static final String SUSPECT = """
            UPDATE redelivery SET suspect = true
             WHERE handler = ? AND lane = ANY (?) AND %s AND NOT suspect""".formatted(RedeliveryWrites.OPEN);

    // A row that stands for a call under way is due when that call would be over: without its owner, it is due now.
    private static final String TAKE_UP = """
            UPDATE redelivery SET due_at = clock_timestamp()
             WHERE handler = ? AND lane = ANY (?) AND state = 'retrying' AND attempts = 0 AND last_error IS NULL
               AND due_at > clock_timestamp()""";

    /** More than an instance has in hand of one lane. */
    private static final int SUSPECTS = 1024;

    // Several rows are locked in the order of lanes, as everywhere. An UPDATE alone would lock them as its plan goes.
    private static final String RELEASE = """
            WITH u AS (SELECT * FROM unnest(?::int[], ?::bigint[]) AS u(lane, fence)),
                 locked AS MATERIALIZED (
              SELECT c.lane FROM lane_cursor c JOIN u ON c.lane = u.lane WHERE c.handler = ? ORDER BY c.lane FOR UPDATE OF c)
            UPDATE lane_cursor c SET owner = NULL
              FROM u JOIN locked USING (lane)
             WHERE c.handler = ? AND c.lane = u.lane AND c.fence = u.fence""";

    private static final String RELEASE_STRAY = """
            WITH locked AS MATERIALIZED (
              SELECT lane FROM lane_cursor WHERE handler = ? AND lane = ANY (?) AND owner = ? ORDER BY lane FOR UPDATE)
            UPDATE lane_cursor c SET owner = NULL
              FROM locked WHERE c.handler = ? AND c.lane = locked.lane AND c.owner = ?""";

    // The old position is a condition: a move whose commit was not heard of is not counted twice.
    private static final String MOVE = "SELECT advance_lanes(?, ?, ?, ?, ?, ?, ?)";

    private static final String LOOK =
            "SELECT lane, fence, position FROM lane_now WHERE handler = ? AND lane = ANY (?)";

    private final String handler;

    CursorStore(String handler) {
        this.handler = handler;
    }

    /** A lane's row. */
    record CursorRow(int lane, long fence, long position) {}

    /** One lane's part of a move; {@code handled} counts redeliveries done as well as events passed. */
    record LaneMove(OwnedLane lane, long from, long to, long handled, long skipped) {}

    /** Makes it known; false where a pull consumer has its name, which stays what it is. */
    static boolean register(Connection connection, Handler handler, boolean fromNow) throws SQLException {
        if (Sql.first(connection, OF_A_CONSUMER, row -> true, handler.name()).isPresent()) {
            return false;
        }
        Sql.run(connection, REGISTER, handler.name(), handler.kind(), Sql.texts(handler.types()), fromNow, Lanes.COUNT);
        Sql.update(connection, TARGET, handler.target(), handler.name(), handler.target());
        return true;
    }

    /** In the connection's transaction: the lanes' locks are held until they are ours. */
    List<OwnedLane> claim(Connection connection, Collection<Integer> lanes, String instance) throws SQLException {
        Collection<Integer> free = free(connection, lanes, instance);
        return free.isEmpty() ? List.of() : claimLocked(connection, free, instance);
    }

    private Collection<Integer> free(Connection connection, Collection<Integer> lanes, String instance)
            throws SQLException {
        return Sql.list(connection, FREE, row -> row.getInt(1), handler, Sql.integers(lanes), instance, instance);
    }

    private List<OwnedLane> claimLocked(Connection connection, Collection<Integer> lanes, String instance)
            throws SQLException {
        List<OwnedLane> claimed = Sql.list(
                connection,
                CLAIM,
                row -> new OwnedLane(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                instance,
                handler,
                Sql.integers(lanes),
                instance,
                SUSPECTS - 1,
                handler);
        List<Integer> suspected = claimed.stream()
                .filter(lane -> lane.suspectUntil > 0)
                .map(lane -> lane.lane)
                .toList();
        if (!suspected.isEmpty()) {
            changeRows(connection, SUSPECT, suspected);
        }
        if (!claimed.isEmpty()) {
            changeRows(
                    connection, TAKE_UP, claimed.stream().map(lane -> lane.lane).toList());
        }
        return claimed;
    }

    private void changeRows(Connection connection, String sql, List<Integer> lanes) throws SQLException {
        Sql.update(connection, sql, handler, Sql.integers(lanes));
    }

    void release(Connection connection, Collection<OwnedLane> lanes) throws SQLException {
        Sql.update(
                connection,
                RELEASE,
                Sql.integers(lanes.stream().map(lane -> lane.lane).toList()),
                Sql.longs(lanes.stream().map(lane -> lane.fence).toList()),
                handler,
                handler);
    }

    /** Gives back what is the instance's though it does not know it to be. */
    void releaseStray(Connection connection, Collection<Integer> lanes, String instance) throws SQLException {
        Sql.update(connection, RELEASE_STRAY, handler, Sql.integers(lanes), instance, handler, instance);
    }

    /** How many lanes moved: fewer than given, and some fence is old or some move is already made. */
    int move(Connection connection, List<LaneMove> moves) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setString(1, handler);
            move.setArray(2, array(connection, "int4", moves, m -> m.lane().lane));
            move.setArray(3, array(connection, "int8", moves, m -> m.lane().fence));
            move.setArray(4, array(connection, "int8", moves, LaneMove::from));
            move.setArray(5, array(connection, "int8", moves, LaneMove::to));
            move.setArray(6, array(connection, "int8", moves, LaneMove::handled));
            move.setArray(7, array(connection, "int8", moves, LaneMove::skipped));
            try (ResultSet row = move.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static <T> Array array(Connection connection, String type, Collection<T> from, Function<T, Object> get)
            throws SQLException {
        return connection.createArrayOf(type, from.stream().map(get).toArray());
    }

    /** The lanes as they are, locked until the transaction ends: what every change of redelivery rows begins with. */
    Map<Integer, CursorRow> lock(Connection connection, Collection<Integer> lanes) throws SQLException {
        LaneLocks.of(connection, List.of(handler), lanes);
        return look(connection, lanes);
    }

    Map<Integer, CursorRow> look(Connection connection, Collection<Integer> lanes) throws SQLException {
        List<CursorRow> rows = Sql.list(
                connection,
                LOOK,
                row -> new CursorRow(row.getInt(1), row.getLong(2), row.getLong(3)),
                handler,
                Sql.integers(lanes));
        Map<Integer, CursorRow> byLane = new HashMap<>();
        rows.forEach(row -> byLane.put(row.lane(), row));
        return byLane;
    }
}
