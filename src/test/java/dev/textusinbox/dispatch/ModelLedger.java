package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Transaction;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Holds the ledger's counters against a count of the rows themselves, in one snapshot. */
final class ModelLedger {

    private static final String CHECK = """
            SELECT h.name,
                   (SELECT sum(s.stored) FROM source_now s) AS stored,
                   h.skipped_before + (SELECT sum(c.handled + c.skipped) FROM lane_now c WHERE c.handler = h.name)
                     AS passed,
                   (SELECT coalesce(sum(t.n), 0) FROM redelivery_tally t WHERE t.handler = h.name AND NOT t.replay)
                     AS tallied,
                   (SELECT count(*) FROM redelivery r WHERE r.handler = h.name AND r.replay_id IS NULL) AS rows,
                   (SELECT count(*) FROM redelivery r
                     WHERE r.handler = h.name AND r.state IN ('retrying', 'blocked', 'replayed')) AS open,
                   (SELECT sum((SELECT count(*) FROM event e WHERE e.lane = c.lane AND e.id > c.position))
                      FROM lane_now c WHERE c.handler = h.name) AS pending
              FROM handler h WHERE h.name = ANY (?)""";

    private static final String BEHIND = """
            SELECT format('%s (%s) lane %s at %s, %s to come, owner %s until %s', h.name, h.state, c.lane, c.position, e.n,
                          c.owner, i.lease_until)
              FROM handler h JOIN lane_now c ON c.handler = h.name LEFT JOIN instance i ON i.id = c.owner
             CROSS JOIN LATERAL (SELECT count(*) AS n FROM event e WHERE e.lane = c.lane AND e.id > c.position) AS e
             WHERE h.name = ANY (?) AND e.n > 0 ORDER BY h.name, c.lane""";

    // What is kept of each group in each lane, beside what there is.
    private static final String GROUPS = """
            WITH mine AS (SELECT unnest(?::text[]) AS handler)
            SELECT format('%s %s in lane %s: %s of %s, not %s of %s', cause_id, state, lane, t.n, t.contacts, r.n, r.contacts)
              FROM (SELECT cause_id, state, lane, count(*) AS n, count(DISTINCT key) AS contacts
                      FROM redelivery JOIN mine USING (handler)
                     WHERE cause_id IS NOT NULL AND state IN ('retrying', 'dead') GROUP BY 1, 2, 3) AS r
              FULL JOIN (SELECT cause_id, state, lane, n, contacts FROM failure_tally JOIN mine USING (handler)) AS t
             USING (cause_id, state, lane)
             WHERE (r.n, r.contacts) IS DISTINCT FROM (t.n, t.contacts)""";

    private static final String WAITING = """
            SELECT format('%s for %s: %s', pid, pg_blocking_pids(pid), left(query, 60))
              FROM pg_stat_activity WHERE wait_event_type = 'Lock'""";

    private final AgroalDataSource database;
    private final List<String> handlers;

    ModelLedger(AgroalDataSource database, List<String> handlers) {
        this.database = database;
        this.handlers = handlers;
    }

    private record Line(String handler, long stored, long passed, long tallied, long rows, long open, long pending) {}

    List<String> handlers() {
        return handlers;
    }

    /** What does not add up. */
    List<String> check() throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (Line line : lines()) {
            if (line.tallied() != line.rows()) {
                wrong.add("the tally is off: " + line);
            }
            if (line.stored() != line.passed() + line.rows() + line.pending()) {
                wrong.add("the ledger does not add up: " + line);
            }
        }
        texts(GROUPS, handlers.toArray()).forEach(group -> wrong.add("the counts of a group are off: " + group));
        return wrong;
    }

    boolean isSettled() throws SQLException {
        return lines().stream().allMatch(line -> line.pending() == 0 && line.open() == 0);
    }

    /** Takes the run's handlers away, so that the next does not drag them along; the lanes first, as everyone locks them. */
    void forget() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM handler WHERE name = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("text", handlers.toArray()));
            Transaction.in(connection, in -> {
                try (Statement limit = in.createStatement()) {
                    // A statement of one that fell may still be at work on the same rows.
                    limit.execute("SET LOCAL lock_timeout = '20s'");
                }
                LaneLocks.all(in, handlers);
                return delete.executeUpdate();
            });
        }
    }

    /** The counters, each lane that has something to come and whose it is, and what waits for a lock. */
    String describe() throws SQLException {
        return lines() + ", lanes " + texts(BEHIND, handlers.toArray()) + ", waiting " + texts(WAITING, new Object[0]);
    }

    private List<String> texts(String sql, Object[] names) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            if (names.length > 0) {
                select.setArray(1, connection.createArrayOf("text", names));
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    texts.add(row.getString(1));
                }
            }
            return texts;
        }
    }

    private List<Line> lines() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(CHECK)) {
            select.setArray(1, connection.createArrayOf("text", handlers.toArray()));
            List<Line> lines = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    lines.add(new Line(
                            row.getString(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7)));
                }
            }
            return lines;
        }
    }
}
