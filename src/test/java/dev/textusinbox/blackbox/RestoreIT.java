package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A loaded inbox is dumped and restored into a new cluster, where transaction ids begin anew, by the commands of docs/production.md: all
 * that was under way goes on where it was. What a backup of an hour ago means is DatabaseFaultsIT's matter.
 */
class RestoreIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String REFUSED = "+13035550103";
    private static final int CONTACTS = 10;

    private final Map<Long, String> stored = new TreeMap<>();

    @Test
    void whatWasDumpedGoesOnInANewClusterWhereItWas() throws Exception {
        try (var source = DebianPostgres.create();
                var target = DebianPostgres.create();
                var sink = RecordingSink.open()) {
            sink.answer(forward -> REFUSED.equals(forward.header("inbox-contact")) ? 400 : 200);
            List<String> before;
            try (var program = program(source, sink).start()) {
                assertEquals(
                        201,
                        program.client()
                                .put("/admin/consumers/billing", "{\"reason\":\"the test\"}")
                                .statusCode());
                post(program, 100);
                await("all but one contact's are handled, and those are dead")
                        .atMost(PATIENCE)
                        .until(() -> crm(program).get("handled").asInt() == 90
                                && crm(program).get("dead").asInt() == 10);
                // In the hands of a client, and never heard of again; and what waits for a paused handler.
                assertEquals(30, receive(program, 30).size());
                assertEquals(
                        200,
                        program.client()
                                .send("POST", "/admin/handlers/crm/pause", "{\"reason\":\"the test\"}")
                                .statusCode());
                post(program, 20);
                before = deliveries(program);
                assertEquals(0, program.stop(), program::lastLines);
            }
            Set<Long> handled = delivered(sink);

            target.restore(source.dump());
            target.execute("SELECT setval('event_id', last_value + 10000000) FROM event_id");

            try (var program = program(target, sink).start()) {
                assertEquals(before, deliveries(program));
                for (String body : List.copyOf(stored.values())) {
                    var again = program.client().post(body);
                    assertEquals(200, again.statusCode(), again.body());
                }
                long last = stored.keySet().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow();
                assertTrue(
                        post(program, 20) > last + 10_000_000,
                        "a new event's id is above all that may have been given");

                assertEquals(
                        200,
                        program.client()
                                .send("POST", "/admin/handlers/crm/resume", "{\"reason\":\"the test\"}")
                                .statusCode());
                sink.answer(200);
                assertEquals(
                        202,
                        program.client()
                                .send(
                                        "POST",
                                        "/admin/redeliveries/retry",
                                        "{\"handler\":\"crm\",\"state\":\"dead\",\"reason\":\"the test\"}")
                                .statusCode());
                await("all of them are handled")
                        .atMost(PATIENCE)
                        .until(() -> crm(program).get("handled").asInt() == stored.size());
                Accounts.assertAddsUp(crm(program));
                assertEquals(Map.of(), twice(sink, handled), "handled before the dump, and again");

                Set<Long> pulled = new TreeSet<>();
                await("the consumer's clients are given all of them")
                        .atMost(PATIENCE)
                        .until(() -> {
                            pulled.addAll(consumed(program));
                            return pulled.equals(stored.keySet());
                        });
                Accounts.assertAddsUp(program.client().ledgerOf("billing"));
            }
        }
    }

    private static InboxProcess program(DebianPostgres database, RecordingSink sink) {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("inbox.forwards.crm.url", sink.url());
        settings.put("inbox.handlers.crm.max-rejections", "1");
        settings.put("inbox.consumers.billing.backoff.max", "1s");
        return InboxProcess.with(settings);
    }

    /** The last one's id. */
    private long post(InboxProcess program, int number) throws Exception {
        long id = 0;
        for (int i = 0; i < number; i++) {
            String body = Deliveries.message("+1303555%04d".formatted(100 + i % CONTACTS), "hello");
            var answer = program.client().post(body);
            assertEquals(202, answer.statusCode(), answer.body());
            id = InboxClient.parse(answer.body()).get("eventId").asLong();
            stored.put(id, body);
        }
        return id;
    }

    private static JsonNode crm(InboxProcess program) throws IOException, InterruptedException {
        return program.client().ledgerOf("crm");
    }

    private static List<String> deliveries(InboxProcess program) throws IOException, InterruptedException {
        List<String> deliveries = new ArrayList<>();
        program.client()
                .history()
                .forEach(item -> deliveries.add(
                        item.get("id").asText() + " " + item.get("deliveryId").asText()));
        return deliveries;
    }

    private static JsonNode receive(InboxProcess program, int max) throws Exception {
        var answer = program.client()
                .send("POST", "/api/consumers/billing/receive", "{\"leaseSeconds\":5,\"max\":" + max + "}");
        assertEquals(200, answer.statusCode(), answer.body());
        return InboxClient.parse(answer.body()).get("items");
    }

    /** What there is just now, acknowledged. */
    private static Set<Long> consumed(InboxProcess program) throws Exception {
        Set<Long> events = new TreeSet<>();
        List<String> receipts = new ArrayList<>();
        for (JsonNode item : receive(program, 1_000)) {
            events.add(item.get("id").asLong());
            receipts.add(item.get("receipt").toString());
        }
        if (!receipts.isEmpty()) {
            var answer = program.client().send("POST", "/api/consumers/billing/ack", "{\"receipts\":" + receipts + "}");
            assertEquals(
                    receipts.size(),
                    InboxClient.parse(answer.body()).get("acked").asInt(),
                    answer.body());
        }
        return events;
    }

    private static Set<Long> delivered(RecordingSink sink) {
        Set<Long> events = new TreeSet<>();
        sink.forwards().stream().filter(RecordingSink.Forward::delivered).forEach(each -> events.add(each.eventId()));
        return events;
    }

    private static Map<Long, Integer> twice(RecordingSink sink, Set<Long> handled) {
        Map<Long, Integer> times = new TreeMap<>();
        sink.forwards().stream()
                .filter(each -> each.delivered() && handled.contains(each.eventId()))
                .forEach(each -> times.merge(each.eventId(), 1, Integer::sum));
        times.values().removeIf(number -> number == 1);
        return times;
    }
}
