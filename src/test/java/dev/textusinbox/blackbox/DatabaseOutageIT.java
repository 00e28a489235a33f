package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.blackbox.Senders.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The configured database goes away under the program, or is not there yet. */
class DatabaseOutageIT {
    private static final Logger LOG = Logger.getLogger(DatabaseOutageIT.class);
    /** How long after the database is back events must be taken again. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    // Not many: they never pause, and the machine may be small.
    private static final int CONNECTIONS = 4;
    private static final int CONTACTS = 50;

    private enum Outage {
        STOPPED,
        KILLED
    }

    @ParameterizedTest
    @EnumSource
    void isOutlivedAndNothingAcknowledgedIsLost(Outage outage) throws Exception {
        try (var database = PostgresServer.create();
                var program = InboxProcess.with(database.settings()).start();
                var senders = new Senders(program.client(), CONNECTIONS, Deliveries.factory(CONTACTS))) {
            await("events are taken").atMost(Duration.ofSeconds(30)).until(() -> senders.acknowledged() > 100);
            switch (outage) {
                case STOPPED -> database.stop();
                case KILLED -> database.kill9();
            }
            // Each may take as long as the receiver's deadline, 5 s; the second round is the outage's own.
            await("the provider is told to try again").until(() -> senders.refused() >= 2 * CONNECTIONS);
            assertUp(program);

            int before = senders.acknowledged();
            database.start();
            await("events are taken again").atMost(RECOVERY).until(() -> senders.acknowledged() > before + 100);
            List<Answer> answers = senders.stop();
            LOG.infof(
                    "%s: %d answered 2xx, %d 504, the slowest in %d ms",
                    outage,
                    senders.acknowledged(),
                    senders.refused(),
                    answers.stream().mapToLong(Answer::millis).max().orElse(0));
            Accounts.assertOnlyTakenOrTryAgain(answers);
            Accounts.assertKept(answers, program.client().history());
            assertEquals(0, program.stop(), program::lastLines);
        }
    }

    @Test
    void theProgramStartsWithoutItAndGoesToWorkByItself() throws Exception {
        try (var database = PostgresServer.create();
                var program = InboxProcess.with(database.settings())) {
            database.stop();
            program.start();
            assertUp(program);
            var answer = program.client().post(Deliveries.message("+13035550142", "too early"));
            assertEquals(504, answer.statusCode(), answer.body());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent(), "a 504 without Retry-After");

            database.start();
            String body = Deliveries.message("+13035550142", "now");
            await("an event is taken")
                    .atMost(RECOVERY)
                    .until(() -> program.client().post(body).statusCode(), status -> status == 202);
            assertEquals(1, program.client().history().size());
        }
    }

    @Test
    void whoReadsOrChangesSomethingMeanwhileIsToldToTryAgain() throws Exception {
        try (var database = PostgresServer.create();
                var program = InboxProcess.with(database.settings()).start()) {
            program.client().json("/admin/audit");
            database.stop();
            for (String list : List.of("audit", "alarms", "replays", "quarantine", "redeliveries", "handlers")) {
                assertAway(program.client().call("GET", "/admin/" + list, Keys.OPERATOR));
            }
            String reason = "{\"reason\":\"a test\"}";
            assertAway(program.client().send("POST", "/admin/quarantine/1/discard", reason));
            assertAway(program.client().send("POST", "/admin/handlers/projections/pause", reason));
            assertAway(program.client().send("POST", "/admin/replays/1/cancel", reason));
            assertAway(program.client().put("/admin/sources/textus/mode", "{\"mode\":\"park\",\"reason\":\"a test\"}"));

            database.start();
            await("it is read again")
                    .atMost(RECOVERY)
                    .until(
                            () -> program.client()
                                    .call("GET", "/admin/audit", Keys.OPERATOR)
                                    .statusCode(),
                            status -> status == 200);
            assertEquals(0, program.client().json("/admin/audit").get("items").size(), "nothing of it was done");
        }
    }

    private static void assertAway(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow().split(";", 2)[0]);
    }

    private static void assertUp(InboxProcess program) throws Exception {
        assertTrue(program.isAlive(), () -> "the program has ended" + program.lastLines());
        for (String health : List.of("/q/health/live", "/q/health/ready")) {
            var answer = program.client().get(health);
            assertEquals(200, answer.statusCode(), () -> health + ": " + answer.body());
        }
    }
}
