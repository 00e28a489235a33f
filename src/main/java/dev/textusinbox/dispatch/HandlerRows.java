package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What hangs on a handler that is dropped. Each method works in the caller's transaction. */
public final class HandlerRows {
    /** Redeliveries removed at once. */
    public static final int BATCH = 500;

    /** Attempts looked at at once, of whatever handler they are. */
    private static final int ATTEMPTS = 10_000;

    private static final String LOCK = "SELECT name FROM handler WHERE name = ? FOR UPDATE";

    private static final String USERS = """
            SELECT (SELECT count(*) FROM instance WHERE lease_until > clock_timestamp() AND ? = ANY (handlers)) AS instances,
                   (SELECT count(*) FROM replay WHERE state = 'running' AND ? = ANY (handlers)) AS replays""";

    private static final String REDELIVERIES = "SELECT coalesce(sum(n), 0) FROM redelivery_tally WHERE handler = ?";

    // Counted as discarded, so that the ledger adds up as long as the handler is there.
    private static final String REMOVE = """
            WITH gone AS (
              DELETE FROM redelivery WHERE id IN (
                SELECT id FROM redelivery WHERE handler = ? ORDER BY state, id LIMIT %d)
              RETURNING handler, lane, replay_id),
            counted AS (
              UPDATE lane_cursor c SET discarded = c.discarded + g.n
                FROM (SELECT handler, lane, count(*) AS n FROM gone WHERE replay_id IS NULL GROUP BY handler, lane) g
               WHERE c.handler = g.handler AND c.lane = g.lane)
            SELECT count(*) FROM gone""".formatted(BATCH);

    // Its cursors, redeliveries and tallies go with it.
    private static final String DROP = "DELETE FROM handler WHERE name = ?";

    private static final String LAST_ATTEMPT = "SELECT coalesce(max(id), 0) FROM attempt";

    // There is no index by handler: it goes through the table, page by page.
    private static final String FORGET_ATTEMPTS = """
            WITH page AS MATERIALIZED (
              SELECT id, handler FROM attempt WHERE id > ? AND id <= ? ORDER BY id LIMIT %d),
            gone AS (
              DELETE FROM attempt WHERE id IN (SELECT id FROM page WHERE handler = ?))
            SELECT CASE WHEN count(*) < %d THEN ? ELSE max(id) END FROM page""".formatted(ATTEMPTS, ATTEMPTS);

    private HandlerRows() {}

    /** Who still needs the handler. */
    public record Users(int instances, int replays) {}

    /** Keeps its queues and cursors, and the handler itself, as they are until the transaction ends. */
    public static void lock(Connection connection, String handler) throws SQLException {
        // The lanes before the handler, as everyone does who locks both.
        LaneLocks.all(connection, List.of(handler));
        Sql.run(connection, LOCK, handler);
    }

    /** How many live instances run it, and how many running replays are for it. */
    public static Users users(Connection connection, String handler) throws SQLException {
        return Sql.one(
                connection, USERS, row -> new Users(row.getInt("instances"), row.getInt("replays")), handler, handler);
    }

    /** How many rows it has in the redelivery table. */
    public static long redeliveries(Connection connection, String handler) throws SQLException {
        return Sql.number(connection, REDELIVERIES, handler);
    }

    /** Removes some of them; how many, fewer than {@link #BATCH} if they were the last. */
    public static int removeRedeliveries(Connection connection, String handler) throws SQLException {
        return (int) Sql.number(connection, REMOVE, handler);
    }

    /** Removes the handler with all that is left of it but its attempts. */
    public static void drop(Connection connection, String handler) throws SQLException {
        Sql.update(connection, DROP, handler);
    }

    /** The newest attempt of all handlers. */
    public static long lastAttempt(Connection connection) throws SQLException {
        return Sql.number(connection, LAST_ATTEMPT);
    }

    /** Removes its attempts from the next page behind {@code after}; where that ended, {@code until} if it was the last. */
    public static long forgetAttempts(Connection connection, String handler, long after, long until)
            throws SQLException {
        return Sql.number(connection, FORGET_ATTEMPTS, after, until, handler, until);
    }
}
