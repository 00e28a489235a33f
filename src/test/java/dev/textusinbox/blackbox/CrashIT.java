package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.Senders.Answer;
import dev.textusinbox.simulator.SimulatedDelivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** The program is killed in the middle of its work, its database is orphaned, and both start anew. */
class CrashIT {
    private static final Logger LOG = Logger.getLogger(CrashIT.class);
    private static final int EVENTS = 2_000;
    private static final int CONTACTS = 100;
    private static final int CONNECTIONS = 32;

    @Test
    void nothingThatWasAcknowledgedIsLostOrForwardedOutOfOrder() throws Exception {
        try (var sink = RecordingSink.open();
                var program = InboxProcess.with(Map.of("inbox.forwards.orders.url", sink.url()))) {
            program.start();
            List<SimulatedDelivery> deliveries = Deliveries.some(EVENTS, CONTACTS);
            List<Answer> answers = sendAndKill(program, deliveries);
            long acknowledged = answers.stream().filter(Answer::acknowledged).count();
            int before = sink.forwards().size();

            long start = System.nanoTime();
            program.start();
            long ready = System.nanoTime();
            List<JsonNode> kept = program.client().history();
            Accounts.assertKept(answers, kept);

            List<Answer> repeated = repeatUnacknowledged(program, answers);
            Accounts.assertOnlyTakenOrTryAgain(repeated);
            List<JsonNode> history = program.client().history();
            Accounts.assertKept(answers, history);
            Accounts.assertKept(repeated, history);
            assertEquals(EVENTS, history.size(), "every delivery, once, after the provider's repeats");

            awaitAllForwarded(sink);
            LOG.infof(
                    "%d of %d acknowledged when killed, %d stored, %d forwarded; ready again in %d ms, %d forwarded twice",
                    acknowledged,
                    EVENTS,
                    kept.size(),
                    before,
                    (ready - start) / 1_000_000,
                    sink.forwards().size() - EVENTS);
            Accounts.assertInOrder(sink);
        }
    }

    private static List<Answer> sendAndKill(InboxProcess program, List<SimulatedDelivery> deliveries) throws Exception {
        try (var senders = new Senders(program.client(), CONNECTIONS, deliveries.iterator())) {
            await("half of the events are acknowledged")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> senders.acknowledged() >= EVENTS / 2);
            program.kill9();
            List<Answer> answers = senders.awaitAll();
            assertTrue(senders.refused() > 0, "it was killed while events were sent");
            return answers;
        }
    }

    private static List<Answer> repeatUnacknowledged(InboxProcess program, List<Answer> answers) throws Exception {
        List<SimulatedDelivery> again = new ArrayList<>();
        for (Answer answer : answers) {
            if (!answer.acknowledged()) {
                again.add(answer.delivery());
            }
        }
        try (var senders = new Senders(program.client(), CONNECTIONS, again.iterator())) {
            List<Answer> repeated = senders.awaitAll();
            assertEquals(again.size(), senders.acknowledged(), "all repeats are taken");
            return repeated;
        }
    }

    private static void awaitAllForwarded(RecordingSink sink) {
        await("all events are forwarded")
                .atMost(Duration.ofSeconds(60))
                .until(() -> sink.firstDeliveries().size(), count -> count == EVENTS);
    }
}
