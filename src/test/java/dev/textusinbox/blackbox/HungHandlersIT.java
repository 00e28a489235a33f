package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that hang: at a receiver that does not answer, and at a row of the database that somebody else holds. */
class HungHandlersIT {
    private static final String FORWARD = "slow";
    private static final String CONTACT = "+13035550181";

    private final CountDownLatch answer = new CountDownLatch(1);
    private PostgresServer database;
    private RecordingSink sink;
    private InboxProcess program;

    @BeforeEach
    void start() {
        database = PostgresServer.create();
        sink = RecordingSink.open();
        var settings = new HashMap<>(database.settings());
        settings.put("inbox.forwards." + FORWARD + ".url", sink.url());
        settings.put("inbox.handlers." + FORWARD + ".timeout", "PT10M");
        settings.put("inbox.handlers.messages.timeout", "PT2S");
        program = InboxProcess.with(settings).start();
    }

    @AfterEach
    void stop() {
        answer.countDown();
        program.close();
        sink.close();
        database.close();
    }

    /** A call may take ten minutes: nobody else waits for them to pass. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEventInHandIsTakenUpLongBeforeItsCallsTimeLimit(boolean killed) throws Exception {
        var called = new CountDownLatch(1);
        sink.answer(forward -> {
            called.countDown();
            return hang();
        });
        String event = post(Deliveries.message(CONTACT, "hello"));
        called.await();
        await("its call is known to be slow").until(() -> stateOf(event, FORWARD), "retrying"::equals);
        sink.answer(200);
        if (killed) {
            program.kill9();
        } else {
            assertEquals(0, program.stop(), program::lastLines);
        }
        program.start();
        await("another one has it")
                .atMost(Duration.ofSeconds(killed ? 30 : 5))
                .until(() -> stateOf(event, FORWARD), "done"::equals);
        assertEquals("1", sink.delivered(CONTACT).get(0).header("inbox-attempt"), "nobody's fault");
    }

    private int hang() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 200;
    }

    @Test
    void anEventWhoseRowSomebodyHoldsHasAnAttemptCountedAndTheOthersGoOn() throws Exception {
        Map<String, String> settings = database.settings();
        try (Connection connection = DriverManager.getConnection(
                settings.get(PostgresServer.URL),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"))) {
            hold(connection);
            String held = post(Deliveries.statusOf("held"));
            String other = post(Deliveries.statusOf("other"));
            await().atMost(Duration.ofSeconds(30)).until(() -> attemptsOf(held) > 0);
            await().atMost(Duration.ofSeconds(30)).until(() -> stateOf(other, "messages"), "done"::equals);
            connection.rollback();
            await().atMost(Duration.ofSeconds(60)).until(() -> stateOf(held, "messages"), "done"::equals);
            assertTrue(attemptsOf(held) > 1, "the one that went well too");
        }
    }

    private static void hold(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO message_status VALUES ('held', 'failed', NULL, now() - interval '1 year', 0)");
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM message_status WHERE message = 'held' FOR UPDATE");
        }
    }

    private int attemptsOf(String event) throws IOException, InterruptedException {
        return program.client().handled(event, "messages").get("attempts").asInt();
    }

    private String stateOf(String event, String handler) throws IOException, InterruptedException {
        return program.client().handled(event, handler).get("state").asText();
    }

    private String post(String body) throws IOException, InterruptedException {
        return InboxClient.parse(program.client().post(body).body())
                .get("eventId")
                .asText();
    }
}
