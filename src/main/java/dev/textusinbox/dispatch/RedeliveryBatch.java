package dev.textusinbox.dispatch;

import dev.textusinbox.failure.Cause;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.database.Sql.SqlArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Retries and discards of very many rows of the redelivery table, a batch in the order of their ids at a time, each in the
 * caller's transaction and as {@link Redeliveries} does it for one.
 */
public final class RedeliveryBatch {
    /** Looked at in one batch: enough to be fast, few enough that those whose lanes it locks wait some ten milliseconds. */
    static final int ROWS = 500;

    private static final String ALL = "true";

    private static final String OF_CAUSE = "r.cause_id = ? AND ";

    /** The condition on a row r, with the parameters that {@link RedeliverySelection#narrowing} gives. */
    public static final String NARROWED = """
            (?::text IS NULL OR r.key = ?) AND (?::timestamptz IS NULL AND ?::timestamptz IS NULL OR EXISTS (
              SELECT 1 FROM attempt a
               WHERE a.event_id = r.event_id AND a.handler = r.handler AND a.replay_id IS NOT DISTINCT FROM r.replay_id
                 AND a.outcome <> 'done' AND a.ended_at >= coalesce(?::timestamptz, '-infinity')
                 AND a.ended_at < coalesce(?::timestamptz, 'infinity')))""";

    private static final String LOOK = """
            SELECT r.id, r.lane, r.replay_id, %s AS wanted FROM redelivery r
             WHERE %s r.handler = ? AND r.state = ? AND r.id > ? AND r.id <= ? ORDER BY r.id LIMIT %d""";

    private static final String COUNT =
            "SELECT count(*) FROM redelivery r WHERE %s r.handler = ? AND r.state = ? AND %s";

    private static final String TALLIED =
            "SELECT coalesce(sum(n), 0) FROM redelivery_tally WHERE handler = ? AND state = ?";

    private static final String TALLIED_CAUSE =
            "SELECT coalesce(sum(n), 0) FROM failure_tally WHERE handler = ? AND state = ? AND cause_id = ?";

    private static final String LAST = "SELECT coalesce(max(id), 0) FROM redelivery WHERE handler = ? AND state = ?";

    private static final String LOCKED = """
            WITH batch AS MATERIALIZED (
              SELECT id, key, active FROM redelivery
               WHERE id = ANY (?) AND handler = ? AND state = ? AND (?::bigint IS NULL OR cause_id = ?) ORDER BY id FOR UPDATE)
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
                   attempts = 0, rejections = 0, failing_since = NULL, settled_at = NULL, holding = false
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
     * @param cause only those of the group of failures with this {@link Cause#id}; null: for any cause
     * @param contact only those of its queue; null: of all
     * @param failedFrom only those that failed then or later; null: at any time
     * @param failedTo only those that failed before; null: at any time
     */
    public record RedeliverySelection(
            String handler, String state, Long cause, String contact, Instant failedFrom, Instant failedTo) {
        /** Whether rows have to be looked at one by one. */
        public boolean isNarrowed() {
            return contact != null || failedFrom != null || failedTo != null;
        }

        /** The parameters of {@link #NARROWED}. */
        public Stream<Object> narrowing() {
            return Stream.of(contact, contact, failedFrom, failedTo, failedFrom, failedTo);
        }

        private String condition() {
            return isNarrowed() ? NARROWED : ALL;
        }

        private Stream<Object> parameters() {
            return isNarrowed() ? narrowing() : Stream.empty();
        }

        /** What an index finds at once. */
        private String indexed() {
            return cause == null ? "" : OF_CAUSE;
        }

        private Stream<Object> indexedParameters() {
            return cause == null ? Stream.of(handler, state) : Stream.of(cause, handler, state);
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
        return Sql.number(connection, LAST, wanted.handler(), wanted.state());
    }

    /** How many there are: at once where nothing narrows it. */
    public static long count(Connection connection, RedeliverySelection wanted) throws SQLException {
        if (wanted.isNarrowed()) {
            return Sql.number(
                    connection,
                    COUNT.formatted(wanted.indexed(), wanted.condition()),
                    Stream.concat(wanted.indexedParameters(), wanted.parameters())
                            .toArray());
        }
        return wanted.cause() == null
                ? Sql.number(connection, TALLIED, wanted.handler(), wanted.state())
                : Sql.number(connection, TALLIED_CAUSE, wanted.handler(), wanted.state(), wanted.cause());
    }

    /** Has the next ones tried again at once, their attempts counted from the start. */
    public static BatchResult retry(Connection connection, RedeliverySelection wanted, long after, long until)
            throws SQLException {
        List<LockedRow> looked = look(connection, wanted, after, until);
        List<LockedRow> rows = lock(connection, wanted, looked);
        int retried = 0;
        if (!rows.isEmpty()) {
            retried = Sql.update(
                    connection,
                    RETRY,
                    ids(rows),
                    wanted.handler(),
                    wanted.state(),
                    wanted.cause(),
                    wanted.cause(),
                    wanted.handler());
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
            discarded = Sql.each(
                    connection,
                    DISCARD,
                    row -> {
                        if (row.getBoolean("active")) {
                            keys.add(row.getString("key"));
                        }
                        boolean unused = replayed.add(row);
                    },
                    ids(rows),
                    wanted.handler(),
                    wanted.state(),
                    wanted.cause(),
                    wanted.cause());
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
        return Sql.list(
                connection,
                LOOK.formatted(wanted.condition(), wanted.indexed(), ROWS),
                row -> new LockedRow(
                        row.getLong("id"),
                        row.getInt("lane"),
                        Sql.longOrNull(row, "replay_id"),
                        row.getBoolean("wanted")),
                Stream.of(wanted.parameters(), wanted.indexedParameters(), Stream.<Object>of(after, until))
                        .flatMap(Function.identity())
                        .toArray());
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

    private static SqlArray ids(List<LockedRow> rows) {
        return Sql.longs(rows.stream().map(LockedRow::id).toList());
    }

    private static BatchResult done(List<LockedRow> looked, long after, int changed) {
        long next = looked.isEmpty() ? after : looked.get(looked.size() - 1).id();
        return new BatchResult(next, changed, looked.size() < ROWS);
    }
}
