package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.Senders.Answer;
import dev.textusinbox.simulator.SimulatedDelivery;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program is killed while a transactional handler is in the middle of a batch: held there by a lock of the test's. */
class TransactionKillIT {
    private static final String HANDLER = "messages";
    private static final int EVENTS = 2_000;

    /** What a half-applied batch would leave: an effect of an event that the cursor has not passed. */
    private static final String AHEAD_OF_CURSOR = """
            SELECT count(*) FROM message_status m
              JOIN event e ON e.id = m.event_id
              JOIN lane_now c ON c.handler = 'messages' AND c.lane = e.lane
             WHERE m.event_id > c.position""";

    /** And the other half: a passed event without its effect. */
    private static final String PASSED_WITHOUT_EFFECT = """
            SELECT count(*) FROM event e
              JOIN lane_now c ON c.handler = 'messages' AND c.lane = e.lane
             WHERE e.message IS NOT NULL AND e.type LIKE 'message.%' AND e.id <= c.position
               AND NOT EXISTS (SELECT 1 FROM message_status m WHERE m.message = e.message)""";

    private static final String WAITING = """
            SELECT count(*) FROM pg_stat_activity
             WHERE datname = 'inbox' AND wait_event_type = 'Lock' AND application_name = 'textus-inbox'""";

    private PostgresServer database;
    private InboxProcess program;
    private Connection connection;

    @BeforeEach
    void start() throws SQLException {
        database = PostgresServer.create();
        Map<String, String> settings = database.settings();
        program = InboxProcess.with(settings).start();
        connection = DriverManager.getConnection(
                settings.get(PostgresServer.URL),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        program.close();
        database.close();
    }

    /** The first holds a batch up in its work; the second after all of its work, before its cursor moves. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FROM message_status WHERE message = 'held' FOR UPDATE",
                "SELECT 1 FROM lane_cursor WHERE handler = 'messages' FOR UPDATE"
            })
    void aBatchThatIsKilledInItsMiddleLeavesNothing(String hold) throws Exception {
        program.client().call("POST", "/admin/handlers/" + HANDLER + "/pause", Keys.OPERATOR);
        post(Deliveries.some(EVENTS / 2, 50));
        program.client().post(Deliveries.statusOf("held"));
        post(Deliveries.some(EVENTS / 2, 50));
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO message_status VALUES ('held', 'failed', NULL, now() - interval '1 year', 0)");
            connection.setAutoCommit(false);
            statement.execute(hold);
        }
        program.client().call("POST", "/admin/handlers/" + HANDLER + "/resume", Keys.OPERATOR);
        try (var watch = LaneView.of(database)) {
            await("a batch waits in its middle")
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> watch.number(WAITING) > 0);
            program.kill9();
            connection.rollback();
            connection.setAutoCommit(true);
            await("the database has noticed").until(() -> watch.number(WAITING) == 0);
            assertEquals(0, watch.number(AHEAD_OF_CURSOR), "effects of events that no cursor has passed");
            assertEquals(0, watch.number(PASSED_WITHOUT_EFFECT), "passed events without their effect");

            program.start();
            await("it goes on when the lease of the dead one has ended")
                    .atMost(Duration.ofSeconds(40))
                    .until(() ->
                            program.client().ledgerOf(HANDLER).get("pending").asLong() == 0);
            assertEquals(0, watch.number(PASSED_WITHOUT_EFFECT));
            JsonNode ledger = program.client().ledgerOf(HANDLER);
            assertEquals(
                    ledger.get("stored").asLong(),
                    ledger.get("handled").asLong() + ledger.get("skipped").asLong(),
                    "each counted once: " + ledger);
        }
    }

    private void post(List<SimulatedDelivery> deliveries) throws Exception {
        try (var senders = new Senders(program.client(), 16, deliveries.iterator())) {
            List<Answer> answers = senders.awaitAll();
            assertTrue(answers.stream().allMatch(Answer::acknowledged));
        }
    }
}
