package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.Redeliveries.Changed;
import dev.textusinbox.dispatch.ReplayRows.Again;
import dev.textusinbox.platform.database.Sql;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The operator in a model run: retries, discards and replays at random, and tells the model what was asked for. */
final class ModelOperator {
    private static final String LOCK_TIMEOUT = "55P03";

    private static final String ROWS = """
            SELECT id, event_id, handler FROM redelivery
             WHERE handler = ANY (?) AND state = ANY (?) AND replay_id IS NULL ORDER BY id""";

    private static final String DEAD_GROUP = """
            SELECT cause_id FROM failure_group WHERE handler = ? AND state = 'dead' ORDER BY cause_id LIMIT 1""";

    private static final String OF_GROUP = "SELECT event_id FROM redelivery WHERE cause_id = ? AND state = 'dead'";

    private static final String NEW_REPLAY = """
            INSERT INTO replay (handlers, filter, rate_per_second, reason, created_by, until_id, matched)
            VALUES (?, '{}', 100, 'the model', 'the model', 0, 0) RETURNING id""";

    private static final String PASSED = """
            SELECT h.name, e.id, e.lane, e.contact
              FROM handler h JOIN lane_now c ON c.handler = h.name
              JOIN event e ON e.lane = c.lane AND e.id <= c.position AND e.id > h.start_position
             WHERE h.name = ANY (?) AND e.source = 'model' AND e.id % 5 = ?
             ORDER BY e.id LIMIT 20""";

    private final AgroalDataSource database;
    private final List<String> handlers;
    private final CallModel calls;
    private final Random random;
    private final Set<Long> discarded = new HashSet<>();
    private final Map<Long, Integer> replays = new HashMap<>();

    ModelOperator(AgroalDataSource database, List<String> handlers, CallModel calls, Random random) {
        this.database = database;
        this.handlers = handlers;
        this.calls = calls;
        this.random = random;
    }

    private record Row(long id, long event, String handler) {}

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    void retry() throws SQLException {
        inTransaction(connection -> {
            for (Row row :
                    rows(connection, "dead", "retrying").stream().limit(1).toList()) {
                calls.askedFor(row.event());
                Redeliveries.retry(connection, row.id());
            }
        });
    }

    void retryAll() throws SQLException {
        inTransaction(connection -> {
            String handler = handlers.get(random.nextInt(handlers.size()));
            // So that what is told of is what is retried.
            LaneLocks.all(connection, List.of(handler));
            rows(connection, "dead").forEach(row -> calls.askedFor(row.event()));
            var wanted = new RedeliveryBatch.RedeliverySelection(handler, "dead", null, null, null, null);
            var unused = RedeliveryBatch.retry(connection, wanted, 0, Long.MAX_VALUE);
        });
    }

    /** All that is dead for one cause. */
    void retryGroup() throws SQLException {
        inTransaction(connection -> {
            String handler = handlers.get(random.nextInt(handlers.size()));
            LaneLocks.all(connection, List.of(handler));
            Long cause = Sql.first(connection, DEAD_GROUP, row -> row.getLong(1), handler)
                    .orElse(null);
            if (cause != null) {
                Sql.each(connection, OF_GROUP, row -> calls.askedFor(row.getLong(1)), cause);
                var wanted = new RedeliveryBatch.RedeliverySelection(handler, "dead", cause, null, null, null);
                var unused = RedeliveryBatch.retry(connection, wanted, 0, Long.MAX_VALUE);
            }
        });
    }

    /** All that some handler has in one state, as a bulk order does it batch by batch. */
    void discardAll() throws SQLException {
        inTransaction(connection -> {
            String handler = handlers.get(random.nextInt(handlers.size()));
            String state = List.of("dead", "retrying", "blocked").get(random.nextInt(3));
            LaneLocks.all(connection, List.of(handler));
            List<Row> rows = rows(connection, state).stream()
                    .filter(row -> row.handler().equals(handler))
                    .toList();
            if (handler.equals(handlers.get(0))) {
                rows.forEach(row -> calls.discarded(row.event()));
            }
            var wanted = new RedeliveryBatch.RedeliverySelection(handler, state, null, null, null, null);
            if (RedeliveryBatch.discard(connection, wanted, 0, Long.MAX_VALUE).changed() > 0) {
                rows.forEach(row -> discarded.add(row.event()));
            }
        });
    }

    void discard() throws SQLException {
        inTransaction(connection -> {
            List<Row> rows = rows(connection, "retrying", "blocked", "dead");
            if (rows.isEmpty()) {
                return;
            }
            Row row = rows.get(random.nextInt(rows.size()));
            // The model hears of it first: what stands behind may be called as soon as this is committed.
            if (row.handler().equals(handlers.get(0))) {
                calls.discarded(row.event());
            }
            if (Redeliveries.discard(connection, row.id()) instanceof Changed changed) {
                discarded.add(changed.eventId());
            }
        });
    }

    /** Some of what the handlers have passed comes once more. */
    void replay() throws SQLException {
        inTransaction(connection -> {
            List<Again> again = new ArrayList<>();
            Set<Long> events = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement(PASSED)) {
                select.setArray(1, connection.createArrayOf("text", handlers.toArray()));
                select.setInt(2, random.nextInt(5));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        again.add(new Again(row.getString(1), row.getLong(2), row.getInt(3), row.getString(4)));
                        events.add(row.getLong(2));
                    }
                }
            }
            if (!again.isEmpty()) {
                long id = newReplay(connection);
                ReplayRows.feed(connection, id, again);
                replays.put(id, events.size());
            }
        });
    }

    private long newReplay(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(NEW_REPLAY)) {
            insert.setArray(1, connection.createArrayOf("text", handlers.toArray()));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    Set<Long> discarded() {
        return discarded;
    }

    /** What replays did not bring to an end, or counted wrong. */
    List<String> check() throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT succeeded, dead FROM replay WHERE id = ?")) {
            for (Map.Entry<Long, Integer> replay : replays.entrySet()) {
                select.setLong(1, replay.getKey());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (row.getLong(1) + row.getLong(2) != replay.getValue()) {
                        wrong.add("replay " + replay.getKey() + " of " + replay.getValue() + " events: "
                                + row.getLong(1) + " succeeded, " + row.getLong(2) + " dead");
                    }
                }
            }
        }
        return wrong;
    }

    private List<Row> rows(Connection connection, String... states) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ROWS)) {
            select.setArray(1, connection.createArrayOf("text", handlers.toArray()));
            select.setArray(2, connection.createArrayOf("text", states));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getLong(1), row.getLong(2), row.getString(3)));
                }
            }
        }
        return rows;
    }

    private void inTransaction(Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                try (Statement limit = connection.createStatement()) {
                    // A frozen instance may hold what we want, and only this very thread can thaw it.
                    limit.execute("SET LOCAL lock_timeout = '200ms'");
                }
                work.on(connection);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                if (!LOCK_TIMEOUT.equals(e.getSQLState())) {
                    throw e;
                }
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
