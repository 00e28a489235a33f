package dev.textusinbox.dispatch;

import dev.textusinbox.log.Lanes;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** The locks that every change of redelivery rows begins with, always taken in one order. */
final class LaneLocks {
    private static final String LOCK = """
            SELECT lane FROM lane_cursor WHERE handler = ANY (?) AND lane = ANY (?)
             ORDER BY handler, lane FOR UPDATE""";

    private static final String LOCK_ALL_HANDLERS =
            "SELECT lane FROM lane_cursor WHERE lane = ANY (?) ORDER BY handler, lane FOR UPDATE";

    static final List<Integer> ALL_LANES =
            IntStream.range(0, Lanes.COUNT).boxed().toList();

    private LaneLocks() {}

    static void all(Connection connection, Collection<String> handlers) throws SQLException {
        of(connection, handlers, ALL_LANES);
    }

    static void ofAllHandlers(Connection connection, Collection<Integer> lanes) throws SQLException {
        Sql.run(connection, LOCK_ALL_HANDLERS, Sql.integers(lanes));
    }

    static void of(Connection connection, Collection<String> handlers, Collection<Integer> lanes) throws SQLException {
        Sql.run(connection, LOCK, Sql.texts(handlers), Sql.integers(lanes));
    }
}
