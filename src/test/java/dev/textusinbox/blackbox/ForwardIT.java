package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.RecordingSink.Forward;
import dev.textusinbox.blackbox.Senders.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        program = InboxProcess.with(settings).start();
        inbox = program.client();
    }

    @AfterAll
    static void stop() {
        program.close();
        List.of(STEADY, FLAKY, DYING, LEAVING).forEach(RecordingSink::close);
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
