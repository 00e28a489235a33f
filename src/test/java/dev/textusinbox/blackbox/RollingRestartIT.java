package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.blackbox.Senders.Answer;
import dev.textusinbox.platform.http.FreePort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Behind nginx, with the very file in {@code deploy/}: the provider sees nothing of what happens to the instances. */
class RollingRestartIT {
    private static final Logger LOG = Logger.getLogger(RollingRestartIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 8;
    private static final int CONTACTS = 50;

    @Test
    void twoInstancesAreRestartedInTurnAndTheSenderSeesOnlySuccessOrTryAgain() throws Exception {
        try (var database = PostgresServer.create();
                var first = InboxProcess.with(database.settings());
                var second = InboxProcess.with(database.settings());
                var nginx = NginxProxy.inFrontOf(first.port(), second.port())) {
            first.start();
            second.start();
            try (var senders = new Senders(nginx.fromOutside(), CONNECTIONS, Deliveries.factory(CONTACTS))) {
                awaitMore(senders);
                for (InboxProcess each : List.of(first, second)) {
                    assertEquals(0, each.stop(), each::lastLines);
                    awaitMore(senders);
                    each.start();
                    awaitMore(senders);
                }
                // The one thing worse than a stop: no answer to what is in hand.
                first.kill9();
                awaitMore(senders);
                List<Answer> answers = senders.stop();
                LOG.infof(
                        "%d answered 2xx, %d 504, the slowest in %d ms",
                        senders.acknowledged(),
                        senders.refused(),
                        answers.stream().mapToLong(Answer::millis).max().orElse(0));
                Accounts.assertOnlyTakenOrTryAgain(answers);
                Accounts.assertKept(answers, second.client().history());
            }
        }
    }

    @Test
    void whereNoInstanceListensNginxItselfSaysTryAgainToTheProviderAndNobodyElse() throws Exception {
        try (var nginx = NginxProxy.inFrontOf(FreePort.find(), FreePort.find())) {
            // More than once: after the first failure nginx takes both for dead, which is another of its errors.
            for (int i = 0; i < 4; i++) {
                var answer = nginx.fromOutside().post(Deliveries.message("+13035550142", "nobody is there"));
                assertEquals(504, answer.statusCode(), answer.body());
                assertEquals(Optional.of("5"), answer.headers().firstValue("Retry-After"));
                assertEquals(
                        Optional.of("application/problem+json"),
                        answer.headers().firstValue("Content-Type"));
                assertEquals(504, InboxClient.parse(answer.body()).get("status").asInt());
            }
            assertEquals(502, nginx.fromInside().get("/q/health/live").statusCode());
        }
    }

    @Test
    void whatTheInboxAnswersPassesAsItIs() throws Exception {
        try (var program = InboxProcess.with(Map.of());
                var nginx = NginxProxy.inFrontOf(program.port(), program.port())) {
            program.start();
            var client = nginx.fromOutside();
            String message = Deliveries.message("+13035550142", "hello");
            assertEquals(202, client.post(message).statusCode());
            assertEquals(200, client.post(message).statusCode());
            assertEquals(
                    401,
                    client.post(SignedPost.of(message).signed("00".repeat(32))).statusCode());
            assertEquals(404, client.post(SignedPost.of(message).to("nobody")).statusCode());
            var tooLarge = client.post(SignedPost.of(new byte[2_000_000]));
            assertEquals(413, tooLarge.statusCode());
            assertTrue(tooLarge.body().contains("larger than this inbox accepts"), tooLarge.body());

            nginx.fromInside().put("/admin/sources/textus/mode", "{\"mode\":\"park\",\"reason\":\"test\"}");
            var parked = client.post(Deliveries.message("+13035550142", "later"));
            assertEquals(503, parked.statusCode(), parked.body());
            assertEquals(Optional.of("3600"), parked.headers().firstValue("Retry-After"));
        }
    }

    private static void awaitMore(Senders senders) {
        int before = senders.acknowledged();
        await("events are taken").atMost(PATIENCE).until(() -> senders.acknowledged() > before + 100);
    }
}
