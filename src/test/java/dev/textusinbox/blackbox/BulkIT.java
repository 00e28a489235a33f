package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders on very many, beside what comes in, and over the end of who works them off. */
class BulkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int DEAD = 60_000;
    private static final int CONTACTS = 20;
    private static final int EACH = 10;

    private static final String FILL = """
            INSERT INTO redelivery (handler, event_id, lane, key, state, attempts, settled_at)
            SELECT 'orders', 1000000000 + n, n %% 16, 'k' || n, 'dead', 12, now() FROM generate_series(1, %d) n""".formatted(DEAD);

    @Test
    void anOrderGoesOnWhereItsInstanceWasKilledAndEventsGoOnBesideIt() throws Exception {
        try (var database = PostgresServer.create();
                var sink = RecordingSink.open()) {
            var settings = new HashMap<>(database.settings());
            settings.put("inbox.forwards.orders.url", sink.url());
            try (var inbox = InboxProcess.with(settings).start()) {
                database.executeInside(FILL);
                String order = order(inbox, "/admin/redeliveries/discard", "dead");
                await("some are done").atMost(PATIENCE).until(() -> done(inbox, order) > 0);
                assertEquals(
                        202,
                        inbox.client()
                                .post(Deliveries.message("+13035550100", "x"))
                                .statusCode());
                await("it is forwarded")
                        .atMost(PATIENCE)
                        .until(() -> sink.forwards().size() == 1);
                JsonNode before = inbox.client().json("/admin/bulk/" + order);
                assertEquals("running", before.get("state").asText(), "killed in the middle: " + before);
                inbox.kill9();
                inbox.start();
                awaitCompleted(inbox, order);
                JsonNode ledger = inbox.client().ledgerOf("orders");
                assertEquals(DEAD, ledger.get("discarded").asInt(), ledger::toString);
                assertEquals(0, ledger.get("dead").asInt(), ledger::toString);
            }
        }
    }

    @Test
    void allThatIsDeadIsRetriedInTheOrderOfEachContact() throws Exception {
        try (var database = PostgresServer.create();
                var sink = RecordingSink.open()) {
            var settings = new HashMap<>(database.settings());
            settings.put("inbox.forwards.orders.url", sink.url());
            settings.put("inbox.handlers.orders.max-attempts", "1");
            sink.answer(400);
            try (var inbox = InboxProcess.with(settings).start()) {
                for (int i = 0; i < CONTACTS; i++) {
                    for (String message : Deliveries.messages(contact(i), EACH)) {
                        assertEquals(202, inbox.client().post(message).statusCode());
                    }
                }
                await("all are dead")
                        .atMost(PATIENCE)
                        .until(
                                () -> inbox.client()
                                        .ledgerOf("orders")
                                        .get("dead")
                                        .asInt(),
                                Integer.valueOf(CONTACTS * EACH)::equals);
                sink.answer(204);
                awaitCompleted(inbox, order(inbox, "/admin/redeliveries/retry", "dead"));
                await("all are through")
                        .atMost(PATIENCE)
                        .until(
                                () -> inbox.client()
                                        .ledgerOf("orders")
                                        .get("handled")
                                        .asInt(),
                                Integer.valueOf(CONTACTS * EACH)::equals);
                for (int i = 0; i < CONTACTS; i++) {
                    List<Long> ids = sink.delivered(contact(i)).stream()
                            .map(forward -> Long.valueOf(forward.header("inbox-event-id")))
                            .toList();
                    assertEquals(ids.stream().sorted().toList(), ids, contact(i));
                    assertEquals(EACH, ids.size(), contact(i));
                }
            }
        }
    }

    private static String contact(int number) {
        return "+1303555" + (1000 + number);
    }

    private static String order(InboxProcess inbox, String path, String state) throws Exception {
        var answer = inbox.client()
                .send("POST", path, "{\"handler\":\"orders\",\"state\":\"" + state + "\",\"reason\":\"mended\"}");
        assertEquals(202, answer.statusCode(), answer::body);
        return InboxClient.parse(answer.body()).get("id").asText();
    }

    private static int done(InboxProcess inbox, String order) throws Exception {
        return inbox.client().json("/admin/bulk/" + order).get("done").asInt();
    }

    private static void awaitCompleted(InboxProcess inbox, String order) {
        await("the order is worked off: " + inbox.lastLines())
                .atMost(PATIENCE)
                .until(
                        () -> inbox.client()
                                .json("/admin/bulk/" + order)
                                .get("state")
                                .asText(),
                        "completed"::equals);
    }
}
