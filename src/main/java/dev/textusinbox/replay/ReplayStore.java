package dev.textusinbox.replay;

import dev.textusinbox.platform.database.AdvisoryLock;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Statements on replays' own rows.
 *
 * <p>Who feeds or cancels a replay holds its advisory lock, not its row: the row is locked by whoever settles
 * redeliveries, and that one holds the locks of lanes already, which feeding and cancelling take later.
 */
final class ReplayStore {
    static final AdvisoryLock LOCK = new AdvisoryLock(788_370);

    private static final String KNOWN = "SELECT name FROM handler WHERE name = ANY (?)";

    private static final String RUNNING = "SELECT id FROM replay WHERE state = 'running' ORDER BY id";

    private static final String UNCOUNTED =
            "SELECT id FROM replay WHERE state = 'running' AND matched IS NULL ORDER BY id";

    private static final String LOAD = """
            SELECT handlers, filter, rate_per_second, position, until_id, matched, counted, counted_to, fed, clock_timestamp() AS now,
                   (extract(epoch FROM clock_timestamp() - coalesce(fed_at, created_at)) * 1000000)::bigint AS idle
              FROM replay WHERE id = ? AND state = 'running'""";

    private static final String MOVE = """
            UPDATE replay SET position = ?, fed = fed + ?, fed_at = ?::timestamptz - ? * interval '1 microsecond'
             WHERE id = ?""";

    private static final String FINISH = """
            UPDATE replay SET state = ?, finished_at = clock_timestamp(), matched = coalesce(matched, fed)
             WHERE id = ? AND state = 'running'""";

    private static final String COUNTED = "UPDATE replay SET counted = ?, counted_to = ?, matched = ? WHERE id = ?";

    private ReplayStore() {}

    /**
     * A running replay, as its feeder sees it.
     *
     * @param now the database's time when it was read
     * @param idleMicros time until {@code now} that its rate has not used up
     */
    record Running(
            long id,
            List<String> handlers,
            String filter,
            int rate,
            long position,
            long untilId,
            Counting counting,
            OffsetDateTime now,
            long idleMicros) {}

    /**
     * How far the events of a replay are counted.
     *
     * @param known whether all are
     * @param counted how many there are up to {@code to}
     */
    record Counting(boolean known, long counted, long to) {}

    /** Those of the handlers that there are. */
    static List<String> known(Connection connection, List<String> handlers) throws SQLException {
        return Sql.list(connection, KNOWN, row -> row.getString(1), Sql.texts(handlers));
    }

    static List<Long> running(Connection connection) throws SQLException {
        return Sql.list(connection, RUNNING, row -> row.getLong(1));
    }

    /** Those of the running ones of which it is not known how many events match. */
    static List<Long> uncounted(Connection connection) throws SQLException {
        return Sql.list(connection, UNCOUNTED, row -> row.getLong(1));
    }

    static Optional<Running> load(Connection connection, long id) throws SQLException {
        return Sql.first(connection, LOAD, row -> running(id, row), id);
    }

    private static Running running(long id, ResultSet row) throws SQLException {
        return new Running(
                id,
                List.of((String[]) row.getArray("handlers").getArray()),
                row.getString("filter"),
                row.getInt("rate_per_second"),
                row.getLong("position"),
                row.getLong("until_id"),
                counting(row),
                row.getObject("now", OffsetDateTime.class),
                row.getLong("idle"));
    }

    /** What was fed needs no counting any more, where that is further than was counted. */
    private static Counting counting(ResultSet row) throws SQLException {
        long fedTo = row.getLong("position");
        long countedTo = row.getLong("counted_to");
        boolean known = row.getObject("matched") != null;
        return fedTo > countedTo
                ? new Counting(known, row.getLong("fed"), fedTo)
                : new Counting(known, row.getLong("counted"), countedTo);
    }

    static void counted(Connection connection, long id, Counting counting) throws SQLException {
        Long matched = counting.known() ? counting.counted() : null;
        Sql.update(connection, COUNTED, counting.counted(), counting.to(), matched, id);
    }

    /** @param leftMicros the time until {@code replay.now()} that is not used up */
    static void move(Connection connection, Running replay, long position, int fed, long leftMicros)
            throws SQLException {
        Sql.update(connection, MOVE, position, fed, replay.now(), leftMicros, replay.id());
    }

    static void finish(Connection connection, long id, String state) throws SQLException {
        Sql.update(connection, FINISH, state, id);
    }
}
