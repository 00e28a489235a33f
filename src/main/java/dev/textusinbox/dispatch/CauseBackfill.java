package dev.textusinbox.dispatch;

import dev.textusinbox.failure.Cause;
import dev.textusinbox.platform.database.BoundedTransaction;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.failure.JobGuard;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gives causes to what failed before there were any, or at an instance of an older version. What was never called has none: its
 * error tells of an outage.
 */
@Singleton
class CauseBackfill {
    private static final int ROWS = 500;

    private static final String LOOK = """
            SELECT r.id, r.handler, r.lane, r.last_error, a.response_type, a.response_body
              FROM redelivery r
              LEFT JOIN LATERAL (
                   SELECT t.response_type, t.response_body FROM attempt t
                    WHERE t.event_id = r.event_id AND t.handler = r.handler AND t.replay_id IS NOT DISTINCT FROM r.replay_id
                    ORDER BY t.attempt DESC, t.id DESC LIMIT 1) AS a ON true
             WHERE r.cause_id IS NULL AND r.last_error IS NOT NULL AND r.state IN ('retrying', 'dead')
               AND (r.attempts > 0 OR r.state = 'dead')
             ORDER BY r.id LIMIT %d""".formatted(ROWS);

    // What has changed since it was looked at is left for the next round.
    private static final String GIVE = """
            UPDATE redelivery r
               SET cause_id = u.cause_id, cause = u.cause,
                   failed_at = coalesce(r.settled_at, (SELECT max(t.ended_at) FROM attempt t
                                                        WHERE t.event_id = r.event_id AND t.handler = r.handler),
                                        r.created_at)
              FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[]) AS u(id, error, cause_id, cause)
             WHERE r.id = u.id AND r.cause_id IS NULL AND r.last_error = u.error AND r.state IN ('retrying', 'dead')""";

    private final AgroalDataSource database;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("cause-backfill");

    CauseBackfill(AgroalDataSource database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    private record Failure(long id, String handler, int lane, String error, Cause cause) {}

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        if (schema.isReady()) {
            boolean unused = guard.run(() -> {
                try (Connection connection = database.getConnection()) {
                    boolean more = true;
                    while (more) {
                        more = BoundedTransaction.in(connection, CauseBackfill::batch) == ROWS;
                    }
                }
            });
        }
    }

    /** How many it has given a cause, in the connection's transaction. */
    static int batch(Connection connection) throws SQLException {
        Map<String, List<Failure>> found = new TreeMap<>();
        Sql.each(connection, LOOK, row -> {
            String handler = row.getString("handler");
            String error = row.getString("last_error");
            Cause cause = Cause.of(handler, error, row.getString("response_type"), row.getString("response_body"));
            found.computeIfAbsent(handler, name -> new ArrayList<>())
                    .add(new Failure(row.getLong("id"), handler, row.getInt("lane"), error, cause));
        });
        int given = 0;
        for (Map.Entry<String, List<Failure>> of : found.entrySet()) {
            List<Failure> failures = of.getValue();
            TreeSet<Integer> lanes = new TreeSet<>();
            failures.forEach(failure -> lanes.add(failure.lane()));
            LaneLocks.of(connection, List.of(of.getKey()), lanes);
            given += Sql.update(
                    connection,
                    GIVE,
                    Sql.longs(failures.stream().map(Failure::id).toList()),
                    Sql.texts(failures.stream().map(Failure::error).toList()),
                    Sql.longs(failures.stream()
                            .map(failure -> failure.cause().id())
                            .toList()),
                    Sql.texts(failures.stream()
                            .map(failure -> failure.cause().text())
                            .toList()));
        }
        return given;
    }
}
