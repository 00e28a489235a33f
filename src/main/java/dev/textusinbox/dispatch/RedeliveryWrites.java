package dev.textusinbox.dispatch;

import static dev.textusinbox.dispatch.EntryArrays.booleans;
import static dev.textusinbox.dispatch.EntryArrays.integers;
import static dev.textusinbox.dispatch.EntryArrays.longs;
import static dev.textusinbox.dispatch.EntryArrays.texts;

import dev.textusinbox.dispatch.Settlement.Handled;
import dev.textusinbox.dispatch.Settlement.Suspect;
import dev.textusinbox.failure.Cause;
import dev.textusinbox.handler.ReceiverAnswer;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.database.Sql.SqlArray;
import dev.textusinbox.platform.database.StoredText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Moves rows of the redelivery table from state to state; the caller holds the locks of their lanes. */
final class RedeliveryWrites {
    /** Of a row that is yet to be delivered. */
    static final String OPEN = "state IN ('retrying', 'blocked', 'replayed')";

    private static final String DONE = """
            DELETE FROM redelivery r USING unnest(?::bigint[]) AS u(id)
             WHERE r.id = u.id AND r.%s
            RETURNING r.lane, r.replay_id, r.event_id, r.counted""".formatted(OPEN);

    // A replay brought through what was dead: now it is handled.
    private static final String REVIVED = """
            DELETE FROM redelivery r USING unnest(?::bigint[]) AS u(event_id)
             WHERE r.event_id = u.event_id AND r.handler = ? AND r.replay_id IS NULL AND r.state = 'dead'
            RETURNING r.lane""";

    private static final String FAILED = """
            UPDATE redelivery r
               SET state = u.state, attempts = u.attempts, rejections = u.rejections,
                   failing_since = CASE WHEN u.attempts > 0 THEN coalesce(r.failing_since, clock_timestamp()) END,
                   last_error = coalesce(u.error, r.last_error), holding = u.holding,
                   cause_id = coalesce(u.cause_id, r.cause_id), cause = coalesce(u.cause, r.cause),
                   failed_at = CASE WHEN u.cause_id IS NULL THEN r.failed_at ELSE clock_timestamp() END,
                   due_at = CASE u.state WHEN 'retrying' THEN clock_timestamp() + u.delay * interval '1 ms' END,
                   lease_id = NULL, lease_until = NULL,
                   settled_at = CASE u.state WHEN 'dead' THEN clock_timestamp() END
              FROM unnest(?::bigint[], ?::text[], ?::int[], ?::int[], ?::text[], ?::boolean[], ?::bigint[], ?::bigint[], ?::text[])
                   AS u(id, state, attempts, rejections, error, holding, delay, cause_id, cause)
             WHERE r.id = u.id AND r.%s
            RETURNING r.lane, r.replay_id, r.event_id, r.counted, r.state""".formatted(OPEN);

    // What was erased while it was in hand is discarded, and its contact is not to come back by the key.
    private static final String SET_ASIDE = """
            INSERT INTO redelivery (handler, event_id, lane, key, state, attempts, rejections, failing_since, last_error,
                                    cause_id, cause, failed_at, holding, suspect, due_at, settled_at, lease_id,
                                    lease_until)
            SELECT ?, u.event_id, u.lane, CASE WHEN g.erased THEN '#' || u.event_id ELSE u.key END, g.state, u.attempts,
                   u.rejections, CASE WHEN u.attempts > 0 THEN clock_timestamp() END,
                   CASE WHEN g.erased THEN 'erased' ELSE u.error END, CASE WHEN NOT g.erased THEN u.cause_id END,
                   CASE WHEN NOT g.erased THEN u.cause END,
                   CASE WHEN u.cause_id IS NOT NULL AND NOT g.erased THEN clock_timestamp() END,
                   u.holding AND NOT g.erased, u.suspect,
                   CASE g.state WHEN 'retrying' THEN g.due_at END,
                   CASE WHEN g.state IN ('dead', 'discarded') THEN clock_timestamp() END,
                   CASE g.state WHEN 'retrying' THEN u.lease_id END,
                   CASE WHEN g.state = 'retrying' AND u.lease_id IS NOT NULL THEN g.due_at END
              FROM unnest(?::bigint[], ?::int[], ?::text[], ?::text[], ?::int[], ?::int[], ?::text[], ?::boolean[],
                          ?::boolean[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[])
                   WITH ORDINALITY AS u(event_id, lane, key, state, attempts, rejections, error, holding, suspect, delay,
                                        cause_id, cause, lease_id, n)
              LEFT JOIN event e ON e.id = u.event_id
             CROSS JOIN LATERAL (SELECT e.body IS NULL AS erased,
                                        CASE WHEN e.body IS NULL THEN 'discarded' ELSE u.state END AS state,
                                        clock_timestamp() + u.delay * interval '1 ms' AS due_at) AS g
             ORDER BY u.n
            RETURNING id, event_id""";

    private static final String STILL_THERE = "SELECT count(*) FROM redelivery WHERE id = ANY (?) AND " + OPEN;

    private static final String COUNT_BEFORE = "UPDATE redelivery SET attempts = ?, rejections = ? WHERE id = ?";

    private static final String ATTEMPT = """
            INSERT INTO attempt (handler, event_id, replay_id, attempt, duration_ms, outcome, error, response_status,
                                 response_type, response_body)
            SELECT ?, u.event_id, u.replay_id, u.attempt, u.duration, u.outcome,
                   CASE WHEN e.body IS NOT NULL THEN u.error END, CASE WHEN e.body IS NOT NULL THEN u.status END,
                   CASE WHEN e.body IS NOT NULL THEN u.type END, CASE WHEN e.body IS NOT NULL THEN u.answer END
              FROM unnest(?::bigint[], ?::bigint[], ?::int[], ?::int[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
                   AS u(event_id, replay_id, attempt, duration, outcome, error, status, type, answer)
              LEFT JOIN event e ON e.id = u.event_id""";

    private static final String PROMOTE = """
            UPDATE redelivery r SET state = 'retrying', due_at = clock_timestamp()
              FROM unnest(?::text[]) AS k(key)
             CROSS JOIN LATERAL (SELECT h.id, h.state FROM redelivery h
                                  WHERE h.handler = ? AND h.key = k.key AND h.active ORDER BY h.id LIMIT 1) AS head
             WHERE r.id = head.id AND head.state = 'blocked'""";

    private final String handler;

    RedeliveryWrites(String handler) {
        this.handler = handler;
    }

    /** Writes how redeliveries ended. Gives, by lane, how many own deliveries (not replays) are handled by that. */
    Map<Integer, Long> settle(Connection connection, List<WindowEntry> redeliveries) throws SQLException {
        Map<Integer, Long> handled = new HashMap<>();
        if (redeliveries.isEmpty()) {
            return handled;
        }
        ReplayLocks.of(
                connection,
                redeliveries.stream().flatMap(e -> e.replay.stream().boxed()).collect(Collectors.toSet()));
        ReplayedCounts replayed = new ReplayedCounts();
        List<WindowEntry> done = redeliveries.stream()
                .filter(e -> e.settlement instanceof Handled)
                .toList();
        List<WindowEntry> failed = redeliveries.stream()
                .filter(e -> !(e.settlement instanceof Handled))
                .toList();
        if (!done.isEmpty()) {
            settleDone(connection, done, handled, replayed);
        }
        if (!failed.isEmpty()) {
            settleFailed(connection, failed, replayed);
        }
        recordAttempts(
                connection,
                redeliveries.stream()
                        .filter(e -> e.settlement.outcome() != null)
                        .toList());
        replayed.count(connection);
        return handled;
    }

    /** Whether all rows are still to be settled: none was in an earlier try, or taken away by an operator. */
    boolean areThere(Connection connection, List<WindowEntry> redeliveries) throws SQLException {
        if (redeliveries.isEmpty()) {
            return true;
        }
        return Sql.number(connection, STILL_THERE, longs(redeliveries, e -> e.redeliveryId)) == redeliveries.size();
    }

    private void settleDone(
            Connection connection, List<WindowEntry> done, Map<Integer, Long> handled, ReplayedCounts replayed)
            throws SQLException {
        List<Long> revived = new ArrayList<>();
        Sql.each(
                connection,
                DONE,
                row -> {
                    if (replayed.add(row)) {
                        revived.add(row.getLong("event_id"));
                    } else {
                        handled.merge(row.getInt("lane"), 1L, Long::sum);
                    }
                },
                longs(done, e -> e.redeliveryId));
        if (!revived.isEmpty()) {
            Sql.each(
                    connection,
                    REVIVED,
                    row -> handled.merge(row.getInt("lane"), 1L, Long::sum),
                    Sql.longs(revived),
                    handler);
        }
    }

    private void settleFailed(Connection connection, List<WindowEntry> failed, ReplayedCounts replayed)
            throws SQLException {
        List<Cause> causes = causes(failed);
        Sql.each(
                connection,
                FAILED,
                row -> {
                    if (row.getString("state").equals("dead")) {
                        replayed.add(row);
                    }
                },
                longs(failed, e -> e.redeliveryId),
                texts(failed, e -> e.settlement.state()),
                integers(failed, e -> e.attempts + e.settlement.attempted()),
                integers(failed, e -> e.rejections + e.settlement.rejected()),
                texts(failed, e -> e.settlement.error()),
                booleans(failed, e -> e.settlement.holds()),
                longs(failed, e -> e.settlement.delay().toMillis()),
                causeIds(causes),
                causeTexts(causes));
    }

    /** Writes rows for what came from the log and could not be handled at once, in the order given. */
    void add(Connection connection, List<WindowEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        List<Cause> causes = causes(entries);
        Map<Long, WindowEntry> spilled = new HashMap<>();
        entries.stream().filter(e -> e.successor != null).forEach(e -> spilled.put(e.event.id(), e.successor));
        Sql.each(
                connection,
                SET_ASIDE,
                row -> {
                    WindowEntry successor = spilled.remove(row.getLong("event_id"));
                    if (successor != null) {
                        successor.redeliveryId = row.getLong("id");
                    }
                },
                handler,
                longs(entries, e -> e.event.id()),
                integers(entries, e -> e.event.lane()),
                texts(entries, e -> e.key),
                texts(entries, e -> e.settlement.state()),
                integers(entries, e -> e.settlement.attempted()),
                integers(entries, e -> e.settlement.rejected()),
                texts(entries, e -> e.settlement.error()),
                booleans(entries, e -> e.settlement.holds()),
                booleans(entries, e -> e.settlement instanceof Suspect),
                longs(entries, e -> e.settlement.delay().toMillis()),
                causeIds(causes),
                causeTexts(causes),
                longs(entries, e -> e.settlement.leaseOrNull()));
        recordAttempts(
                connection,
                entries.stream().filter(e -> e.settlement.attempted() > 0).toList());
    }

    /** Counts the attempt of a suspect before its call, at once, so that it counts even if the call ends everything. */
    static void countBefore(Connection connection, WindowEntry suspect) throws SQLException {
        Sql.update(connection, COUNT_BEFORE, suspect.attempts + 1, suspect.rejections + 1, suspect.redeliveryId);
    }

    /** Makes the heads of the queues that were touched due, where they are blocked. True if there were any. */
    boolean promote(Connection connection, List<WindowEntry> added, List<WindowEntry> redeliveries)
            throws SQLException {
        List<String> keys = new ArrayList<>();
        added.forEach(entry -> keys.add(entry.key));
        redeliveries.forEach(entry -> keys.add(entry.key));
        return !keys.isEmpty() && promote(connection, handler, keys) > 0;
    }

    static int promote(Connection connection, String handler, List<String> keys) throws SQLException {
        return Sql.update(connection, PROMOTE, Sql.texts(new LinkedHashSet<>(keys)), handler);
    }

    private void recordAttempts(Connection connection, List<WindowEntry> attempted) throws SQLException {
        if (attempted.isEmpty()) {
            return;
        }
        Sql.update(
                connection,
                ATTEMPT,
                handler,
                longs(attempted, e -> e.event.id()),
                longs(attempted, RedeliveryWrites::replay),
                integers(attempted, e -> e.attempts + e.settlement.attempted()),
                integers(attempted, e -> (int) e.durationMillis),
                texts(attempted, e -> e.settlement.outcome()),
                texts(attempted, e -> e.settlement.error()),
                integers(attempted, e -> e.response == null ? null : e.response.status()),
                texts(attempted, e -> e.response == null ? null : readable(e.response.contentType())),
                texts(attempted, e -> e.response == null ? null : readable(e.response.body())));
    }

    /** Of each, why it failed; null where it did not. */
    private List<Cause> causes(List<WindowEntry> entries) {
        List<Cause> causes = new ArrayList<>();
        for (WindowEntry entry : entries) {
            causes.add(entry.settlement.hasCause() ? cause(entry.settlement.error(), entry.response) : null);
        }
        return causes;
    }

    private Cause cause(String error, ReceiverAnswer response) {
        return response == null
                ? Cause.of(handler, error, null, null)
                : Cause.of(handler, error, response.contentType(), readable(response.body()));
    }

    private static SqlArray causeIds(List<Cause> causes) {
        return Sql.longs(causes.stream().map(c -> c == null ? null : c.id()).toList());
    }

    private static SqlArray causeTexts(List<Cause> causes) {
        return Sql.texts(causes.stream().map(c -> c == null ? null : c.text()).toList());
    }

    private static String readable(String text) {
        return text == null ? null : StoredText.readable(text);
    }

    private static Long replay(WindowEntry entry) {
        return entry.replay.isPresent() ? entry.replay.getAsLong() : null;
    }
}
