package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Behind a pooler that gives a session for each transaction only: with nothing set for it, and fewer sessions than connections. */
class PgBouncerIT {
    private static final String FORWARD = "orders";
    private static final String TRANSACTIONS = "transaction mode";
    private static final String CONTACT = "+13035550142";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 8;
    private static final int CONTACTS = 50;
    private static final int EVENTS = 1_500;
    private static final int SESSIONS = 5;

    @Test
    void inTransactionModeTwoInstancesWorkAsEver() throws Exception {
        try (var database = PostgresServer.create();
                var pooler = PgBouncer.inFrontOf(database, "transaction", SESSIONS);
                var sink = RecordingSink.open();
                var one = program(pooler, sink).start();
                var two = program(pooler, sink).start()) {
            var some = Deliveries.some(EVENTS, CONTACTS).iterator();
            Set<Long> stored;
            try (var posts = new Balancer(List.of(one, two), CONNECTIONS, some)) {
                stored = Set.copyOf(posts.awaitAll());
                assertEquals(0, posts.again(), "told to try again");
            }
            assertEquals(EVENTS, stored.size());
            awaitForwarded(sink, EVENTS);
            Accounts.assertInOrder(sink);

            assertDone(
                    200, one.client().send("POST", "/admin/handlers/" + FORWARD + "/pause", "{\"reason\":\"a test\"}"));
            // The other instance obeys within a second: from then on what comes waits.
            var more = new AtomicInteger();
            await("events wait")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        assertDone(
                                202, two.client().post(Deliveries.message(CONTACT, "event " + more.incrementAndGet())));
                        return two.client().ledgerOf(FORWARD).get("pending").asLong() >= 3;
                    });
            assertDone(
                    200,
                    two.client().send("POST", "/admin/handlers/" + FORWARD + "/resume", "{\"reason\":\"a test\"}"));
            awaitForwarded(sink, EVENTS + more.get());

            long before = sink.count();
            String location = assertDone(201, one.client().send("POST", "/admin/replays", """
                    {"reason":"a test","handlers":["orders"],"filter":{"contact":"+13035550142"}}"""))
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            String path = location.substring(location.indexOf("/admin"));
            await("the replay ends")
                    .atMost(PATIENCE)
                    .until(() -> two.client().json(path).get("state").asText().equals("completed"));
            await("the event comes again").atMost(PATIENCE).until(() -> sink.count() > before);
            for (var each : List.of(one, two)) {
                Accounts.assertAddsUp(each.client().ledgerOf(FORWARD));
                assertTrue(each.output().contains(TRANSACTIONS), each::lastLines);
                assertFalse(each.output().contains("prepared statement"), each::lastLines);
                assertEquals(0, each.stop(), each::lastLines);
            }
        }
    }

    @Test
    void inSessionModeNothingIsDifferent() throws Exception {
        try (var database = PostgresServer.create();
                var pooler = PgBouncer.inFrontOf(database, "session", 30);
                var sink = RecordingSink.open();
                var program = program(pooler, sink).start()) {
            assertDone(202, program.client().post(Deliveries.message(CONTACT, "hello")));
            awaitForwarded(sink, 1);
            assertFalse(program.output().contains(TRANSACTIONS), program::lastLines);
        }
    }

    private static HttpResponse<String> assertDone(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer::body);
        return answer;
    }

    private static void awaitForwarded(RecordingSink sink, int number) {
        await("all of them are forwarded")
                .atMost(PATIENCE)
                .until(() -> sink.firstDeliveries().size() == number);
    }

    private static InboxProcess program(PgBouncer pooler, RecordingSink sink) {
        Map<String, String> settings = pooler.settings();
        settings.put("inbox.forwards." + FORWARD + ".url", sink.url());
        return InboxProcess.with(settings);
    }
}
