package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.RecordingSink.Forward;
import dev.textusinbox.blackbox.Senders.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a business system behind a forward sees: one that is always there, and three that are not. */
class ForwardIT {
    private static final byte[] KEY = "twenty-four bytes of key".getBytes(UTF_8);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final RecordingSink STEADY = RecordingSink.open();
    private static final RecordingSink FLAKY = RecordingSink.open();
    private static final RecordingSink DYING = RecordingSink.open();
    private static final RecordingSink LEAVING = RecordingSink.open();
    private static final RecordingSink BULK = RecordingSink.open();

    private static InboxProcess program;
    private static InboxClient inbox;

    @BeforeAll
    static void start() {
        var settings = new HashMap<String, String>();
        settings.put("inbox.forwards.steady.url", STEADY.url());
        settings.put(
                "inbox.forwards.steady.secret", "whsec_" + Base64.getEncoder().encodeToString(KEY));
        settings.put("inbox.forwards.flaky.url", FLAKY.url());
        settings.put("inbox.handlers.flaky.max-attempts", "1000");
        settings.put("inbox.handlers.flaky.backoff.initial", "20ms");
        settings.put("inbox.handlers.flaky.backoff.max", "200ms");
        settings.put("inbox.forwards.dying.url", DYING.url());
        settings.put("inbox.handlers.dying.max-attempts", "3");
        settings.put("inbox.handlers.dying.backoff.initial", "10ms");
        settings.put("inbox.handlers.dying.backoff.max", "10ms");
        settings.put("inbox.forwards.leaving.url", LEAVING.url());
        settings.put("inbox.forwards.bulk.url", BULK.url());
        settings.put("inbox.forwards.bulk.batch-size", "10");
        settings.put("inbox.forwards.bulk.types", "message.received");
        settings.put("inbox.handlers.bulk.concurrency", "2");
        settings.put("inbox.handlers.bulk.max-rejections", "2");
        settings.put("inbox.handlers.bulk.backoff.max", "1s");
        program = InboxProcess.with(settings).start();
        inbox = program.client();
    }

    @AfterAll
    static void stop() {
        program.close();
        List.of(STEADY, FLAKY, DYING, LEAVING, BULK).forEach(RecordingSink::close);
    }

    @Test
    void eachEventComesOnceInOrderAsItWasReceivedAndSigned() throws Exception {
        List<Answer> answers;
        try (var senders = new Senders(inbox, 8, Deliveries.some(200, 20).iterator())) {
            answers = senders.awaitAll();
        }
        Map<Long, Answer> sent = new HashMap<>();
        for (Answer answer : answers) {
            sent.put(Long.parseLong(answer.eventId()), answer);
        }
        await("all are forwarded").atMost(SOON).until(() -> forwardsOf(sent).size() >= sent.size());
        List<Forward> forwards = forwardsOf(sent);
        assertEquals(sent.size(), forwards.size(), "each once");
        for (Forward forward : forwards) {
            Answer answer = sent.get(forward.eventId());
            assertArrayEquals(answer.delivery().body(), forward.body());
            assertEquals(answer.delivery().type(), forward.header("inbox-event-type"));
            assertEquals("textus", forward.header("inbox-source"));
            assertEquals("1", forward.header("inbox-attempt"));
            assertEquals("application/json", forward.header("content-type"));
            assertTrue(!forward.headers().containsKey("inbox-replay"), "it is no replay");
            assertSigned(forward);
        }
        Accounts.assertInOrder(STEADY);
    }

    private static List<Forward> forwardsOf(Map<Long, Answer> sent) {
        return STEADY.forwards().stream()
                .filter(forward -> sent.containsKey(forward.eventId()))
                .toList();
    }

    private static void assertSigned(Forward forward) {
        String id = forward.header("webhook-id");
        String timestamp = forward.header("webhook-timestamp");
        long age = Instant.now().getEpochSecond() - Long.parseLong(timestamp);
        assertTrue(age >= 0 && age < 300, "signed " + age + " s ago");
        byte[] prefix = (id + '.' + timestamp + '.').getBytes(UTF_8);
        byte[] signed = new byte[prefix.length + forward.body().length];
        System.arraycopy(prefix, 0, signed, 0, prefix.length);
        System.arraycopy(forward.body(), 0, signed, prefix.length, forward.body().length);
        assertEquals(
                "v1," + Base64.getEncoder().encodeToString(Keys.hmac(KEY, signed)),
                forward.header("webhook-signature"));
    }

    @Test
    void whileTheReceiverIsDownItsEventsWaitInOrderAndNothingElseDoes() throws Exception {
        String contact = "+13035550191";
        FLAKY.refuse();
        List<String> ids = post(contact, 5);
        await("it is seen to be away")
                .atMost(SOON)
                .until(() -> handler("flaky").get("state").asText(), "waiting"::equals);
        assertTrue(handler("flaky").get("stateReason").asText().startsWith("connection refused: 127.0.0.1:"));
        for (String id : ids) {
            awaitState("flaky", id, "pending");
        }
        await("another forward is not held up")
                .atMost(SOON)
                .until(() -> STEADY.delivered(contact).size() == ids.size());

        FLAKY.listen();
        FLAKY.answer(RecordingSink.HANG_UP);
        await("a connection that is closed without an answer does not end that")
                .atMost(SOON)
                .until(() -> FLAKY.forwards().stream().filter(f -> isOf(f, ids)).count() >= 2);
        FLAKY.answer(200);
        await("all come when it is back")
                .atMost(SOON)
                .until(() -> FLAKY.delivered(contact).size() >= ids.size());
        assertEquals(ids, eventIds(FLAKY.delivered(contact)), "each once, in order");
        for (String id : ids) {
            awaitState("flaky", id, "done");
            assertEquals(1, inbox.handled(id, "flaky").get("attempts").asInt(), "none was counted meanwhile");
        }
        await("it runs again")
                .atMost(SOON)
                .until(() -> handler("flaky").get("state").asText(), "running"::equals);
        assertEquals(
                1,
                FLAKY.forwards().stream()
                        .filter(f -> isOf(f, ids.subList(0, 1)))
                        .map(f -> f.header("webhook-id"))
                        .distinct()
                        .count(),
                "one webhook-id for all attempts");
    }

    @Test
    void anEventIsDeadAfterItsLastAttemptAndTheContactsNextOneGoesOn() throws Exception {
        String contact = "+13035550192";
        String poison = Deliveries.message(contact, "poison");
        DYING.answer(forward -> new String(forward.body(), UTF_8).equals(poison) ? 500 : 200);
        String dead =
                InboxClient.parse(inbox.post(poison).body()).get("eventId").asText();
        List<String> next = post(contact, 1);
        awaitState("dying", dead, "dead");
        assertEquals(3, inbox.handled(dead, "dying").get("attempts").asInt());
        assertTrue(inbox.handled(dead, "dying").get("lastError").asText().contains("500"), "what the last error was");
        assertEquals(
                500,
                inbox.handled(dead, "dying").at("/history/0/response/status").asInt());
        awaitState("dying", next.get(0), "done");
        List<String> attempts = DYING.forwards().stream()
                .filter(forward -> isOf(forward, List.of(dead)))
                .map(forward -> forward.header("inbox-attempt"))
                .toList();
        assertEquals(List.of("1", "2", "3"), attempts);
    }

    @Test
    void aReceiverThatIsGoneIsAskedNoMoreAndShownAsPaused() throws Exception {
        LEAVING.answer(410);
        String first = post("+13035550193", 1).get(0);
        await("its answer is noted")
                .atMost(SOON)
                .until(() -> inbox.handled(first, "leaving").get("lastError").asText(), error -> error.contains("410"));
        int asked = LEAVING.forwards().size();
        for (String later : post("+13035550194", 3)) {
            awaitState("steady", later, "done");
        }
        assertEquals(asked, LEAVING.forwards().size(), "nothing more is sent to it");
        awaitState("leaving", first, "retrying");
        List<String> paused = new ArrayList<>();
        for (JsonNode handler : inbox.json("/admin/handlers").get("items")) {
            if (handler.get("state").asText().equals("paused")) {
                paused.add(handler.get("name").asText());
            }
        }
        assertEquals(List.of("leaving"), paused);
    }

    @Test
    void withABatchSizeAPostIsAnArrayAndOneRefusedEventIsDeadAlone() throws Exception {
        String contact = "+13035550195";
        String another = "+13035550196";
        BULK.answer(forward -> new String(forward.body(), UTF_8).contains("poison") ? 422 : 200);
        // What comes while these two are answered comes together.
        BULK.hold();
        List<String> ids = new ArrayList<>(post(contact, 1));
        await("a call is under way").atMost(SOON).until(() -> BULK.held() == 1);
        List<String> others = new ArrayList<>(post(another, 1));
        await("both calls are under way").atMost(SOON).until(() -> BULK.held() == 2);
        ids.addAll(post(contact, 4));
        String poison = InboxClient.parse(
                        inbox.post(Deliveries.message(another, "poison")).body())
                .get("eventId")
                .asText();
        others.addAll(post(another, 4));
        await("it has read them")
                .atMost(SOON)
                .until(() -> handler("consent").get("backlog").asLong() == 0);
        BULK.release();
        awaitState("bulk", poison, "dead");
        for (String id : ids) {
            awaitState("bulk", id, "done");
        }
        for (String id : others) {
            awaitState("bulk", id, "done");
        }
        List<Batch> batches = batches(Set.of(contact, another));
        assertEquals(ids, firstDelivered(batches, contact), "in order, each once");
        assertEquals(others, firstDelivered(batches, another), "in order, each once");
        assertTrue(batches.stream().anyMatch(batch -> batch.items().size() > 1), "some together");
        assertTrue(batches.stream().allMatch(batch -> batch.items().size() <= 10), "and no more than asked for");
        List<Integer> refused = batches.stream()
                .filter(batch -> batch.answered() == 422)
                .map(batch -> batch.items().size())
                .toList();
        assertEquals(1, refused.get(refused.size() - 1), "at last alone");
        assertEquals(2, inbox.handled(poison, "bulk").get("attempts").asInt(), "only its own count");
        JsonNode item = batches.get(0).items().get(0);
        JsonNode event = inbox.json("/api/events/" + item.get("id").asText());
        for (String field : List.of("id", "type", "source", "contact", "receivedAt", "payload")) {
            assertEquals(event.get(field), item.get(field), field);
        }
        assertEquals(6, item.size(), item::toString);
    }

    /** @param items what was in the array */
    private record Batch(List<JsonNode> items, int answered) {}

    private static List<Batch> batches(Set<String> contacts) throws IOException {
        List<Batch> batches = new ArrayList<>();
        for (Forward forward : BULK.forwards()) {
            List<JsonNode> items = new ArrayList<>();
            InboxClient.parse(new String(forward.body(), UTF_8)).forEach(items::add);
            if (contacts.contains(items.get(0).get("contact").asText())) {
                assertEquals("application/json", forward.header("content-type"));
                batches.add(new Batch(items, forward.answered()));
            }
        }
        return batches;
    }

    private static List<String> firstDelivered(List<Batch> batches, String contact) {
        return batches.stream()
                .filter(batch -> batch.answered() == 200)
                .flatMap(batch -> batch.items().stream())
                .filter(item -> item.get("contact").asText().equals(contact))
                .map(item -> item.get("id").asText())
                .toList();
    }

    private static JsonNode handler(String name) throws Exception {
        for (JsonNode handler : inbox.json("/admin/handlers").get("items")) {
            if (handler.get("name").asText().equals(name)) {
                return handler;
            }
        }
        throw new AssertionError("there is no handler " + name);
    }

    private static List<String> post(String contact, int count) throws Exception {
        List<String> ids = new ArrayList<>();
        for (String body : Deliveries.messages(contact, count)) {
            ids.add(InboxClient.parse(inbox.post(body).body()).get("eventId").asText());
        }
        return Collections.unmodifiableList(ids);
    }

    private static void awaitState(String handler, String eventId, String state) {
        await("event " + eventId + " is " + state + " for " + handler)
                .atMost(SOON)
                .until(() -> inbox.handled(eventId, handler).get("state").asText(), state::equals);
    }

    private static boolean isOf(Forward forward, List<String> ids) {
        return ids.contains(forward.header("inbox-event-id"));
    }

    private static List<String> eventIds(List<Forward> forwards) {
        return forwards.stream().map(f -> f.header("inbox-event-id")).toList();
    }
}
