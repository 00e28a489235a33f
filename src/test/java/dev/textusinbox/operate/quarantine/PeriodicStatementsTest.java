package dev.textusinbox.operate.quarantine;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.security.TestKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the program asks its database every few seconds by itself costs the same however much is in there. */
@QuarkusTest
@TestProfile(FilledProfile.class)
class PeriodicStatementsTest {
    private static final String LARGE =
            "('event', 'redelivery', 'attempt', 'duplicate', 'quarantine', 'consent', 'message_status', 'audit', 'alarm')";

    private static final List<String> FILL = List.of(
            """
            INSERT INTO event (id, occurred_at, received_at, lane, source, type, identity, contact, message, body)
            SELECT nextval('event_id'), now(), now(), n % 16, 'filled', 'note.created', decode(md5(n::text), 'hex'),
                   '+1303555' || n % 10000, 'm' || n, convert_to('{"n":' || n || '}', 'UTF8')
              FROM generate_series(1, 60000) n""",
            """
            INSERT INTO source (name, received, stored, last_received_at) VALUES ('filled', 60000, 60000, now())
            ON CONFLICT (name) DO UPDATE SET received = 60000, stored = 60000""",
            // Dead, so that nobody tries them.
            """
            INSERT INTO redelivery (handler, event_id, lane, key, state, settled_at, last_error)
            SELECT (SELECT min(name) FROM handler), id, lane, contact, 'dead', now(), 'refused' FROM event LIMIT 30000""",
            """
            INSERT INTO attempt (handler, event_id, attempt, duration_ms, outcome, error)
            SELECT (SELECT min(name) FROM handler), id, 1, 1, 'dead', 'refused' FROM event""",
            "INSERT INTO duplicate (event_id, received_at) SELECT id, now() FROM event",
            """
            INSERT INTO quarantine (received_at, source, reason, event_id, digest, body)
            SELECT now(), 'filled', CASE n % 2 WHEN 0 THEN 'conflict' ELSE 'no-type' END, n, decode(md5(n::text), 'hex'),
                   convert_to(repeat('x', 500), 'UTF8') FROM generate_series(1, 30000) n""",
            """
            INSERT INTO consent (contact, state, since, event_id)
            SELECT '+1303' || n, 'opted_in', now(), n FROM generate_series(1000000, 1030000) n""",
            """
            INSERT INTO message_status (message, status, occurred_at, event_id)
            SELECT 'm' || n, 'delivered', now(), n FROM generate_series(1, 30000) n""",
            "INSERT INTO audit (actor, action) SELECT 'nobody', 'nothing' FROM generate_series(1, 30000)",
            """
            INSERT INTO alarm (kind, since, until, detail)
            SELECT 'silence', now(), now(), 'over' FROM generate_series(1, 30000)""",
            "VACUUM ANALYZE");

    @Inject
    AgroalDataSource database;

    @Inject
    Schema schema;

    @Test
    void noneOfThemReadsALargeTableFromEndToEnd() throws SQLException {
        schema.ready().join();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String fill : FILL) {
                statement.execute(fill);
            }
        }
        // What was planned while they were empty is planned anew, and has been counted.
        awaitRounds(3);
        Map<String, Long> before = scans();
        awaitRounds(8);
        awaitHours();
        assertEquals(before, scans());
    }

    /** The alarms look every five seconds. */
    private void awaitRounds(int rounds) throws SQLException {
        long looks = looks();
        await("the alarms are looked for")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    given().header("Authorization", "Bearer " + TestKeys.OPERATOR)
                            .get("/admin/ledger")
                            .then()
                            .statusCode(200);
                    // Each round looks for each reason once.
                    return looks() >= looks + (long) QuarantineEntry.REASONS.size() * rounds;
                });
    }

    /** Hours are counted every thirty seconds. */
    private void awaitHours() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO event (id, occurred_at, received_at, lane, source, type, identity, body)
                    SELECT nextval('event_id'), now(), now(), 1, 'filled', 'note.created', '\\x00', '{}'""");
        }
        await("hours are counted")
                .atMost(Duration.ofMinutes(2))
                .until(() -> numbers("SELECT 'behind', (SELECT max(id) FROM event) - position FROM hourly_progress")
                                .get("behind")
                        == 0);
    }

    private long looks() throws SQLException {
        return numbers("SELECT 'looks', idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'quarantine_waiting'")
                .get("looks");
    }

    private Map<String, Long> scans() throws SQLException {
        return numbers("SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname IN " + LARGE);
    }

    private Map<String, Long> numbers(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            Map<String, Long> numbers = new TreeMap<>();
            while (row.next()) {
                numbers.put(row.getString(1), row.getLong(2));
            }
            return numbers;
        }
    }
}
