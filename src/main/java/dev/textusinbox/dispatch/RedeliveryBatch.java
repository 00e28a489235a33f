package dev.textusinbox.dispatch;

import dev.textusinbox.log.Wakeups;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Retries and discards of very many rows of the redelivery table, a batch in the order of their ids at a time, each in the
 * caller's transaction and as {@link Redeliveries} does it for one.
 */
public final class RedeliveryBatch {
    /** Looked at in one batch: enough to be fast, few enough that those whose lanes it locks wait some ten milliseconds. */
    static final int ROWS = 500;

    private static final String ALL = "true";

    private static final String NARROWED = """
            (?::text IS NULL OR r.key = ?) AND (?::timestamptz IS NULL AND ?::timestamptz IS NULL OR EXISTS (
              SELECT 1 FROM attempt a
               WHERE a.event_id = r.event_id AND a.handler = r.handler AND a.replay_id IS NOT DISTINCT FROM r.replay_id
                 AND a.outcome <> 'done' AND a.ended_at >= coalesce(?::timestamptz, '-infinity')
                 AND a.ended_at < coalesce(?::timestamptz, 'infinity')))""";

    private static final String LOOK = """
            SELECT r.id, r.lane, r.replay_id, %s AS wanted FROM redelivery r
             WHERE r.handler = ? AND r.state = ? AND r.id > ? AND r.id <= ? ORDER BY r.id LIMIT %d""";

    private static final String COUNT = "SELECT count(*) FROM redelivery r WHERE r.handler = ? AND r.state = ? AND %s";

    private static final String TALLIED =
            "SELECT coalesce(sum(n), 0) FROM redelivery_tally WHERE handler = ? AND state = ?";

    private static final String LAST = "SELECT coalesce(max(id), 0) FROM redelivery WHERE handler = ? AND state = ?";

    private static final String LOCKED = """
            WITH batch AS MATERIALIZED (
              SELECT id, key, active FROM redelivery WHERE id = ANY (?) AND handler = ? AND state = ? ORDER BY id FOR UPDATE)
            """;

    // Behind an earlier one of its queue it is blocked: that one's end makes it due. So of a long queue there is one
    // row that is
    // due, and who looks for what is due need not look at all of it.
    private static final String RETRY = LOCKED + """
            , placed AS (
              SELECT b.id, row_number() OVER (PARTITION BY b.key ORDER BY b.id) > 1
                           OR EXISTS (SELECT 1 FROM redelivery p
                                       WHERE p.handler = ? AND p.key = b.key AND p.active AND p.id < b.id) AS behind
                FROM batch b)
            UPDATE redelivery r
               SET state = CASE WHEN p.behind THEN 'blocked' ELSE 'retrying' END,
                   due_at = CASE WHEN NOT p.behind THEN clock_timestamp() END,
                   attempts = 0, settled_at = NULL, holding = false
              FROM placed p WHERE r.id = p.id""";

    private static final String DISCARD = LOCKED + """
            UPDATE redelivery r
               SET state = 'discarded', due_at = NULL, settled_at = clock_timestamp(), holding = false
              FROM batch b WHERE r.id = b.id
            RETURNING r.event_id, r.replay_id, r.counted, b.key, b.active""";

    private RedeliveryBatch() {}

    /**
     * Which rows.
     *
     * @param state dead, retrying or blocked
     * @param contact only those of its queue; null: of all
     * @param failedFrom only those that failed then or later; null: at any time
     * @param failedTo only those that failed before; null: at any time
     */
    public record RedeliverySelection(
            String handler, String state, String contact, Instant failedFrom, Instant failedTo) {
        private boolean narrows() {
            return contact != null || failedFrom != null || failedTo != null;
        }

        private String condition() {
            return narrows() ? NARROWED : ALL;
        }

        /** Sets the condition's parameters; gives the number of the one behind them. */
        private int set(PreparedStatement statement, int first) throws SQLException {
            int next = first;
            if (narrows()) {
                statement.setString(next++, contact);
                statement.setString(next++, contact);
                for (Instant time : new Instant[] {failedFrom, failedTo, failedFrom, failedTo}) {
                    statement.setTimestamp(next++, time == null ? null : Timestamp.from(time));
                }
            }
            return next;
        }
    }

    /**
     * What a batch has done.
     *
     * @param next the last row that it has looked at
     * @param changed how many it has changed
     * @param last whether there is none behind
     */
    public record BatchResult(long next, int changed, boolean last) {}

    private record LockedRow(long id, int lane, Long replay, boolean wanted) {}

    /** The newest row in that state. */
    public static long last(Connection connection, RedeliverySelection wanted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LAST)) {
            return number(select, wanted);
        }
    }

    /** How many there are: at once where nothing narrows it. */
    public static long count(Connection connection, RedeliverySelection wanted) throws SQLException {
        if (!wanted.narrows()) {
            try (PreparedStatement select = connection.prepareStatement(TALLIED)) {
                return number(select, wanted);
            }
        }
        try (PreparedStatement select = connection.prepareStatement(COUNT.formatted(wanted.condition()))) {
            wanted.set(select, 3);
            return number(select, wanted);
        }
    }

    private static long number(PreparedStatement select, RedeliverySelection wanted) throws SQLException {
        select.setString(1, wanted.handler());
        select.setString(2, wanted.state());
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Has the next ones tried again at once, their attempts counted from the start. */
    public static BatchResult retry(Connection connection, RedeliverySelection wanted, long after, long until)
            throws SQLException {
        List<LockedRow> looked = look(connection, wanted, after, until);
        List<LockedRow> rows = lock(connection, wanted, looked);
        int retried = 0;
        if (!rows.isEmpty()) {
            try (PreparedStatement update = connection.prepareStatement(RETRY)) {
                batch(connection, update, wanted, rows);
                update.setString(4, wanted.handler());
                retried = update.executeUpdate();
            }
            Wakeups.queues(connection, List.of(wanted.handler()));
        }
        return done(looked, after, retried);
    }

    /** Gives the next ones up for good; what waits behind them goes on. */
    public static BatchResult discard(Connection connection, RedeliverySelection wanted, long after, long until)
            throws SQLException {
        List<LockedRow> looked = look(connection, wanted, after, until);
        List<LockedRow> rows = lock(connection, wanted, looked);
        int discarded = 0;
        if (!rows.isEmpty()) {
            ReplayedCounts replayed = new ReplayedCounts();
            Set<String> keys = new HashSet<>();
            try (PreparedStatement update = connection.prepareStatement(DISCARD)) {
                batch(connection, update, wanted, rows);
                try (ResultSet row = update.executeQuery()) {
                    while (row.next()) {
                        discarded++;
                        if (row.getBoolean("active")) {
                            keys.add(row.getString("key"));
                        }
                        boolean unused = replayed.add(row);
                    }
                }
            }
            replayed.count(connection);
            if (!keys.isEmpty()) {
                RedeliveryWrites.promote(connection, wanted.handler(), List.copyOf(keys));
                Wakeups.queues(connection, List.of(wanted.handler()));
            }
        }
        return done(looked, after, discarded);
    }

    private static List<LockedRow> look(Connection connection, RedeliverySelection wanted, long after, long until)
            throws SQLException {
        if (after == 0) {
            // All its batches are planned by that, and a plan for few rows would read the whole table for each.
            RedeliveryStatistics.analyze(connection);
        }
        try (PreparedStatement look = connection.prepareStatement(LOOK.formatted(wanted.condition(), ROWS))) {
            int next = wanted.set(look, 1);
            look.setString(next++, wanted.handler());
            look.setString(next++, wanted.state());
            look.setLong(next++, after);
            look.setLong(next, until);
            List<LockedRow> rows = new ArrayList<>();
            try (ResultSet row = look.executeQuery()) {
                while (row.next()) {
                    long replay = row.getLong("replay_id");
                    rows.add(new LockedRow(
                            row.getLong("id"),
                            row.getInt("lane"),
                            row.wasNull() ? null : replay,
                            row.getBoolean("wanted")));
                }
            }
            return rows;
        }
    }

    /** Those that are wanted, behind the locks that a change of them needs. */
    private static List<LockedRow> lock(Connection connection, RedeliverySelection wanted, List<LockedRow> looked)
            throws SQLException {
        List<LockedRow> rows = looked.stream().filter(LockedRow::wanted).toList();
        if (!rows.isEmpty()) {
            Set<Integer> lanes = new TreeSet<>();
            Set<Long> replays = new TreeSet<>();
            for (LockedRow row : rows) {
                lanes.add(row.lane());
                if (row.replay() != null) {
                    replays.add(row.replay());
                }
            }
            LaneLocks.of(connection, List.of(wanted.handler()), lanes);
            ReplayLocks.of(connection, replays);
        }
        return rows;
    }

    private static void batch(
            Connection connection, PreparedStatement change, RedeliverySelection wanted, List<LockedRow> rows)
            throws SQLException {
        change.setArray(
                1,
                connection.createArrayOf(
                        "int8", rows.stream().map(LockedRow::id).toArray()));
        change.setString(2, wanted.handler());
        change.setString(3, wanted.state());
    }

    private static BatchResult done(List<LockedRow> looked, long after, int changed) {
        long next = looked.isEmpty() ? after : looked.get(looked.size() - 1).id();
        return new BatchResult(next, changed, looked.size() < ROWS);
    }
}
