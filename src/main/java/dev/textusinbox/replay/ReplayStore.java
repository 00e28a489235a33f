package dev.textusinbox.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Statements on replays' own rows.
 *
 * <p>Who feeds or cancels a replay holds its advisory lock, not its row: the row is locked by whoever settles
 * redeliveries, and that one holds the locks of lanes already, which feeding and cancelling take later.
 */
final class ReplayStore {
    /** Keeps replays' locks apart from other two-part ones; the append lock has one part. */
    private static final int LOCK_SPACE = 788_370;

    private static final String KNOWN = "SELECT name FROM handler WHERE name = ANY (?)";

    private static final String INSERT = """
            INSERT INTO replay (handlers, filter, rate_per_second, reason, created_by, until_id, matched)
            VALUES (?, ?::jsonb, ?, ?, ?, ?, ?) RETURNING id""";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(?, ?)";

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(?, ?)";

    private static final String RUNNING = "SELECT id FROM replay WHERE state = 'running' ORDER BY id";

    private static final String LOAD = """
            SELECT handlers, filter, rate_per_second, position, until_id, clock_timestamp() AS now,
                   (extract(epoch FROM clock_timestamp() - coalesce(fed_at, created_at)) * 1000000)::bigint AS idle
              FROM replay WHERE id = ? AND state = 'running'""";

    private static final String MOVE = """
            UPDATE replay SET position = ?, fed = fed + ?, fed_at = ?::timestamptz - ? * interval '1 microsecond'
             WHERE id = ?""";

    private static final String FINISH =
            "UPDATE replay SET state = ?, finished_at = clock_timestamp() WHERE id = ? AND state = 'running'";

    private ReplayStore() {}

    /** A replay to be made. */
    record Draft(
            List<String> handlers,
            String filter,
            int rate,
            String reason,
            String createdBy,
            long untilId,
            long matched) {}

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
            OffsetDateTime now,
            long idleMicros) {}

    /** Those of the handlers that there are. */
    static List<String> known(Connection connection, List<String> handlers) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            select.setArray(1, connection.createArrayOf("text", handlers.toArray()));
            try (ResultSet row = select.executeQuery()) {
                List<String> known = new ArrayList<>();
                while (row.next()) {
                    known.add(row.getString(1));
                }
                return known;
            }
        }
    }

    static long insert(Connection connection, Draft draft) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, connection.createArrayOf("text", draft.handlers().toArray()));
            insert.setString(2, draft.filter());
            insert.setInt(3, draft.rate());
            insert.setString(4, draft.reason());
            insert.setString(5, draft.createdBy());
            insert.setLong(6, draft.untilId());
            insert.setLong(7, draft.matched());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Waits until nobody else feeds or cancels the replay, and keeps it so until the transaction ends. */
    static void lock(Connection connection, long id) throws SQLException {
        locked(connection, LOCK, id, false);
    }

    /** As {@link #lock}, but false at once where it would have to wait. */
    static boolean tryLock(Connection connection, long id) throws SQLException {
        return locked(connection, TRY_LOCK, id, true);
    }

    private static boolean locked(Connection connection, String sql, long id, boolean answers) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setInt(1, LOCK_SPACE);
            // Two replays four billion apart would share a lock: they would take turns, no more.
            lock.setInt(2, Long.hashCode(id));
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return !answers || row.getBoolean(1);
            }
        }
    }

    static List<Long> running(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(RUNNING)) {
            List<Long> ids = new ArrayList<>();
            while (row.next()) {
                ids.add(row.getLong(1));
            }
            return ids;
        }
    }

    static Optional<Running> load(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOAD)) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(running(id, row)) : Optional.empty();
            }
        }
    }

    private static Running running(long id, ResultSet row) throws SQLException {
        return new Running(
                id,
                List.of((String[]) row.getArray("handlers").getArray()),
                row.getString("filter"),
                row.getInt("rate_per_second"),
                row.getLong("position"),
                row.getLong("until_id"),
                row.getObject("now", OffsetDateTime.class),
                row.getLong("idle"));
    }

    /** @param leftMicros the time until {@code replay.now()} that is not used up */
    static void move(Connection connection, Running replay, long position, int fed, long leftMicros)
            throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setLong(1, position);
            move.setInt(2, fed);
            move.setObject(3, replay.now());
            move.setLong(4, leftMicros);
            move.setLong(5, replay.id());
            move.executeUpdate();
        }
    }

    static void finish(Connection connection, long id, String state) throws SQLException {
        try (PreparedStatement finish = connection.prepareStatement(FINISH)) {
            finish.setString(1, state);
            finish.setLong(2, id);
            finish.executeUpdate();
        }
    }
}
