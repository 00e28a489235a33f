package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Handler;
import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventRows;
import dev.textusinbox.log.Lanes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Reads what comes next in each lane, in one round trip. */
final class LogReader {
    /** Larger bodies are loaded when their turn comes, so that a window's memory is bounded. */
    static final int INLINE_BODY_BYTES =
            (int) Math.min(16_384, Math.max(1_024, Runtime.getRuntime().maxMemory() / 64 / KeyedRunner.MAX_UNSETTLED));

    // A function, for its plan: V9 says why.
    private static final String NEXT = "SELECT * FROM next_events(?, ?, ?, ?, ?, ?, ?)";

    private static final String BODY = "SELECT body FROM event WHERE id = ?";

    private final String handler;
    private final Set<String> types;
    private final boolean needsBody;

    LogReader(Handler handler) {
        this(handler.name(), handler.types(), handler.needsBody());
    }

    /** @param types those that are wanted; empty: all */
    LogReader(String handler, Set<String> types, boolean needsBody) {
        this.handler = handler;
        this.types = types;
        this.needsBody = needsBody;
    }

    /**
     * What comes next in a lane.
     *
     * @param event null if the handler does not take its type, or it is erased
     * @param blocked whether its key has a redelivery in the table
     */
    record LogRow(long id, int lane, Event event, boolean blocked) {}

    /** What comes next, at most {@code limit} of each lane; in the order of the log over all lanes. */
    List<LogRow> next(Connection connection, Collection<OwnedLane> lanes, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT)) {
            select.setString(1, handler);
            select.setArray(2, connection.createArrayOf("text", types.toArray()));
            select.setArray(
                    3,
                    connection.createArrayOf(
                            "int2", lanes.stream().map(l -> l.lane).toArray()));
            select.setArray(
                    4,
                    connection.createArrayOf(
                            "int8", lanes.stream().map(OwnedLane::readTo).toArray()));
            select.setInt(5, limit);
            select.setBoolean(6, needsBody);
            select.setInt(7, INLINE_BODY_BYTES);
            List<LogRow> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    boolean wanted = row.getString("type") != null;
                    rows.add(new LogRow(
                            row.getLong("at"),
                            row.getInt("in_lane"),
                            wanted ? EventRows.event(row, true) : null,
                            row.getBoolean("blocked")));
                }
            }
            rows.sort(Comparator.comparingLong(LogRow::id));
            return rows;
        }
    }

    /** Takes rows into their lanes: what is not wanted is skipped, the rest is handed on, in order. */
    static void take(
            List<LogRow> rows, Collection<OwnedLane> readable, int limit, BiConsumer<OwnedLane, LogRow> wanted) {
        OwnedLane[] lanes = new OwnedLane[Lanes.COUNT];
        int[] read = new int[Lanes.COUNT];
        readable.forEach(lane -> lanes[lane.lane] = lane);
        for (LogRow row : rows) {
            read[row.lane()]++;
            if (row.event() == null) {
                lanes[row.lane()].skip(row.id(), 1);
            } else {
                wanted.accept(lanes[row.lane()], row);
            }
        }
        readable.forEach(lane -> lane.more = read[lane.lane] == limit);
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
