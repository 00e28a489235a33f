package dev.textusinbox.dispatch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A pair of tables into which each batch inserts new totals, written in turns. The state is what is furthest ahead, wherever it
 * is: so the one that is not written can be emptied once what is furthest ahead in it is in the other one as well.
 */
enum Inserted {
    /** How far each lane is. */
    LANES(
            "lane_progress",
            "INSERT INTO lane_progress (turn, cursor_id, position, handled, skipped)"
                    + " SELECT $other, c.id, p.position, p.handled, p.skipped",
            """
              FROM lane_cursor c
             CROSS JOIN LATERAL (
                   SELECT g.position, g.handled, g.skipped FROM lane_progress_$this g
                    WHERE g.cursor_id = c.id AND (g.position, g.handled) > (c.position, c.handled)
                    ORDER BY g.position DESC, g.handled DESC LIMIT 1) AS p
             WHERE NOT EXISTS (SELECT 1 FROM lane_progress_$other o
                                WHERE o.cursor_id = c.id AND (o.position, o.handled) >= (p.position, p.handled))""",
            // In the order in which everyone locks them; the trigger does the rest.
            """
            UPDATE lane_cursor SET position = position WHERE id IN (
              SELECT c.id FROM lane_cursor c JOIN lane_now n USING (handler, lane)
               WHERE (n.position, n.handled) > (c.position, c.handled)
               ORDER BY c.handler, c.lane FOR UPDATE OF c)"""),

    /** What each source sent. */
    SOURCES(
            "source_count",
            "INSERT INTO source_count (turn, source_id, received, stored, duplicates, quarantined, last_received_at)"
                    + " SELECT $other, s.id, n.received, n.stored, n.duplicates, n.quarantined, n.last_received_at",
            """
              FROM source s
             CROSS JOIN LATERAL (
                   SELECT * FROM source_count_$this g WHERE g.source_id = s.id AND g.received > s.received
                    ORDER BY g.received DESC LIMIT 1) AS n
             WHERE NOT EXISTS (SELECT 1 FROM source_count_$other o
                                WHERE o.source_id = s.id AND o.received >= n.received)""",
            """
            UPDATE source SET received = received WHERE id IN (
              SELECT s.id FROM source s JOIN source_now n USING (name) WHERE n.received > s.received
               ORDER BY s.name FOR UPDATE OF s)""");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String STATE = """
            SELECT value, pg_relation_size('$table_' || value % 2), pg_relation_size('$table_' || 1 - value % 2)
              FROM (SELECT coalesce(pg_sequence_last_value('$table_turn'), 0) AS value) AS turn""";

    private final String table;
    private final String insert;
    private final String ahead;
    private final String fold;

    Inserted(String table, String insert, String ahead, String fold) {
        this.table = table;
        this.insert = insert;
        this.ahead = ahead;
        this.fold = fold;
    }

    /**
     * How the two tables are.
     *
     * @param turns how often they have changed
     * @param written size in bytes of the one that is written
     * @param other size in bytes of the other one; 0: it is empty
     */
    record State(long turns, long written, long other) {
        /** Which one is not written: 0 or 1. */
        int idle() {
            return (int) (1 - turns % 2);
        }
    }

    State state(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(STATE.replace("$table", table))) {
            row.next();
            return new State(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    /** From now on the other one is written; whoever has looked before may still write to this one. */
    void turn(Connection connection, State from) throws SQLException {
        // Two instances may be about to: not there and back.
        run(
                connection,
                "SELECT CASE coalesce(pg_sequence_last_value('$table_turn'), 0) WHEN %d THEN nextval('$table_turn') END"
                        .replace("$table", table)
                        .formatted(from.turns()));
    }

    /** Puts into the other table what is furthest ahead in this one. */
    void carry(Connection connection, int which) throws SQLException {
        run(connection, of(which, insert + ahead));
    }

    /**
     * Empties the table, if nothing in it is ahead of the other one. Everybody reads it: who comes meanwhile waits.
     *
     * @param lockMillis how long to wait for those who are reading it
     * @return false if somebody had it for longer; true also where it stays as it is
     */
    boolean empty(Connection connection, int which, int lockMillis) throws SQLException {
        String emptying = """
                LOCK TABLE $table_$this IN ACCESS EXCLUSIVE MODE;
                IF NOT EXISTS (SELECT 1 $ahead) THEN
                  TRUNCATE $table_$this;
                END IF;""".replace("$ahead", ahead).replace("$table", table);
        return gotLocks(connection, of(which, emptying), lockMillis);
    }

    /** Writes to the rows themselves how far they are. False if somebody held one for longer than this. */
    boolean fold(Connection connection, int lockMillis) throws SQLException {
        return gotLocks(connection, fold + ";", lockMillis);
    }

    /** One statement for the server: whoever receives waits for these locks, and an instance that freezes is not to hold them. */
    private static boolean gotLocks(Connection connection, String body, int lockMillis) throws SQLException {
        try {
            run(connection, """
                    DO $do$ BEGIN
                      PERFORM set_config('lock_timeout', '%d', true);
                      %s
                    END $do$""".formatted(lockMillis, body));
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static String of(int which, String sql) {
        return sql.replace("$this", Integer.toString(which)).replace("$other", Integer.toString(1 - which));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
