package dev.textusinbox.retention;

import static dev.textusinbox.scripted.ScriptedInbox.awaitQuiet;
import static dev.textusinbox.scripted.ScriptedInbox.ledger;
import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static dev.textusinbox.scripted.ScriptedInbox.redelivery;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.Outcome;
import dev.textusinbox.handler.ReceiverAnswer;
import dev.textusinbox.log.AppendResult;
import dev.textusinbox.log.AppendResult.Duplicate;
import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.log.EventLog;
import dev.textusinbox.log.Received;
import dev.textusinbox.scripted.ScriptedHandlers;
import dev.textusinbox.scripted.ScriptedInbox;
import dev.textusinbox.security.TestKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ErasureTest {
    private static final int ROUNDS = 15;

    private static final String ROWS_OF = """
            SELECT hashtext(string_agg(t, ';' ORDER BY t)) FROM (
              SELECT e::text AS t FROM event e WHERE contact = ?
               UNION ALL SELECT c::text FROM consent c WHERE contact = ?
               UNION ALL SELECT m::text FROM message_status m WHERE contact = ?
               UNION ALL SELECT concat_ws(' ', r.id, r.state, r.key, r.last_error) FROM redelivery r WHERE key = ?
               UNION ALL SELECT a::text FROM attempt a JOIN event e ON e.id = a.event_id WHERE e.contact = ?
               UNION ALL SELECT q::text FROM quarantine q JOIN event e ON e.id = q.event_id WHERE e.contact = ?) x""";

    @Inject
    ScriptedInbox inbox;

    @Inject
    ScriptedHandlers handlers;

    @Inject
    DatabaseDump dump;

    @Inject
    EventLog log;

    @Inject
    AgroalDataSource database;

    private final String source = newSource();
    private final String phone = newPhone();
    private final String text = "secret " + UUID.randomUUID();

    /** A burst on a machine that has other things to do. */
    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @AfterAll
    static void reset() {
        Awaitility.reset();
    }

    @AfterEach
    void resume() {
        operator().post("/admin/handlers/scripted-a/resume");
    }

    @Test
    void nothingOfTheContactIsLeftAnywhereAndNobodyElseNotices() {
        String other = newPhone();
        String otherText = "kept " + UUID.randomUUID();
        fill(other, otherText);
        fill(phone, text);
        String digits = phone.substring(1);
        String national = phone.substring(2);
        String spoken = "(" + national.substring(0, 3) + ") " + national.substring(3, 6) + "-" + national.substring(6);
        for (String body : List.of(
                "{\"phone\":\"" + phone + "\", " + text,
                "no JSON " + spoken + " " + text,
                "{" + escaped(digits) + " " + text,
                "[\"" + national + "\",\"" + text + "\"]")) {
            inbox.quarantine(source, body);
        }
        long pending = pausedWithOnePending(spoken);
        assertFalse(dump.find(needles()).isEmpty());
        ledger("scripted-a");
        List<Long> before = rowsOf(other);
        long sourceEvents = inbox.numbers("SELECT count(*) FROM event WHERE source = ?", source)
                .get(0);

        erase(spoken, "GDPR request of " + phone)
                .then()
                .statusCode(200)
                .body("events", equalTo(7))
                .body("redeliveries", equalTo(2));

        assertEquals(List.of(), dump.find(needles()));
        ledger("scripted-a");
        assertEquals(before, rowsOf(other));
        assertFalse(dump.find(List.of(other, otherText)).isEmpty());
        assertEquals(
                List.of(sourceEvents),
                inbox.numbers("SELECT count(*) FROM event WHERE source = ?", source),
                "ids stay");
        int skipped = number(ledger("scripted-a"), "skipped");
        operator().post("/admin/handlers/scripted-a/resume").then().statusCode(200);
        awaitQuiet();
        assertEquals(skipped + 1, number(ledger("scripted-a"), "skipped"), "the one that was pending");
        assertTrue(handlers.a.calls(phone).stream().noneMatch(call -> call.eventId() == pending));
        assertHandlersGoOn(other);
        assertHandlersGoOn(phone);
    }

    @Test
    void whatIsInHandMeanwhileDoesNotComeBack() {
        List<String> needles = new ArrayList<>(List.of(text));
        for (int round = 0; round < ROUNDS; round++) {
            String contact = newPhone();
            needles.add(contact.substring(2));
            ReceiverAnswer response = new ReceiverAnswer(422, "text/plain", "no such " + contact);
            handlers.a.answer(contact, Outcome.retry("refused " + contact).with(response));
            handlers.b.answer(contact, Outcome.giveUp("refused " + contact).with(response));
            List<String> bodies = new ArrayList<>(List.of(optedOut(contact)));
            for (int i = 0; i < 50; i++) {
                bodies.add(received(contact, text));
                bodies.add(ScriptedInbox.body(contact));
            }
            storeTogether(bodies);

            erase(contact, "now").then().statusCode(200).body("events", equalTo(bodies.size()));
            ledger("scripted-a");
        }
        awaitAllQuiet();
        assertEquals(List.of(), dump.find(needles));
        ledger("scripted-a");
    }

    @Test
    void whatAReceiverSaidOfItElsewhereIsErasedToo() {
        String other = newPhone();
        handlers.a.answer(
                other,
                Outcome.giveUp("refused")
                        .with(new ReceiverAnswer(
                                409, "text/plain", "a double of " + phone + ", " + other + " is not")));
        long event = inbox.store(source, other);
        redelivery("scripted-a", event, "dead");
        assertFalse(dump.find(List.of(phone.substring(2))).isEmpty());
        erase(phone, "now").then().statusCode(200);
        awaitAllQuiet();
        assertEquals(List.of(), dump.find(List.of(phone.substring(2))));
        assertFalse(dump.find(List.of(other.substring(2) + " is not")).isEmpty(), "the rest stays");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallThatIsUnderWayEndsWithoutATrace(boolean longEnoughForARow) {
        handlers.a.hold(phone);
        handlers.a.answer(phone, Outcome.retry("refused " + phone + " " + text));
        long event = inbox.store(source, phone);
        await().until(() -> !handlers.a.calls(phone).isEmpty());
        if (longEnoughForARow) {
            redelivery("scripted-a", event, "retrying");
        }
        erase(phone, "now").then().statusCode(200).body("events", equalTo(1));
        handlers.a.release(phone);

        assertEquals("erased", redelivery("scripted-a", event, "discarded").get("lastError"));
        await().until(() -> inbox.numbers("SELECT count(*) FROM attempt WHERE event_id = ?", event)
                        .get(0)
                == 1);
        assertEquals(List.of(), dump.find(List.of(phone.substring(2), text)));
        ledger("scripted-a");
    }

    @Test
    void aProjectionThatIsUnderWayIsMadeToLookAgain() throws Exception {
        try (var other = database.getConnection();
                var claim = other.prepareStatement("INSERT INTO consent VALUES (?, 'opted_in', now(), 0)")) {
            other.setAutoCommit(false);
            claim.setString(1, phone);
            claim.execute();
            // Now the projection has read the event, and waits to write it down.
            inbox.append(source, optedOut(phone));
            await().until(() -> inbox.numbers("""
                            SELECT count(*) FROM pg_stat_activity
                             WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO consent AS c%'""").get(0) == 1);
            erase(phone, "now").then().statusCode(200).body("events", equalTo(1));
            other.rollback();
            other.setAutoCommit(true);
        }
        awaitAllQuiet();
        assertEquals(List.of(), dump.find(List.of(phone.substring(2))));
        ledger("consent");
    }

    /** All at once, so that handlers have them in hand when this returns. */
    private void storeTogether(List<String> bodies) {
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (String body : bodies) {
            CompletableFuture<AppendResult> answer = new CompletableFuture<>();
            log.append(
                    new Received(source, body.getBytes(StandardCharsets.UTF_8), null, null, null),
                    System.nanoTime() + Duration.ofSeconds(30).toNanos(),
                    answer::complete);
            answers.add(answer);
        }
        answers.forEach(answer -> assertInstanceOf(Stored.class, answer.join()));
    }

    @Test
    void aRepeatIsStillOneAndBringsNothingBack() {
        String body = received(phone, text);
        long event = ((Stored) inbox.append(source, body)).eventId();
        erase(phone, "asked for").then().statusCode(200);

        assertEquals(new Duplicate(event, false), inbox.append(source, body));
        assertEquals(new Duplicate(event, false), inbox.append(source, body.replace("secret", "another secret")));
        assertEquals(List.of(), dump.find(List.of(text, phone.substring(2))));
    }

    @Test
    void anErasedEventIsShownAsOne() {
        long event = ((Stored) inbox.append(source, received(phone, text))).eventId();
        operator()
                .get("/api/events/" + event)
                .then()
                .body("erased", nullValue())
                .body("contact", equalTo(phone));
        erase(phone, "asked for").then().statusCode(200);

        operator()
                .get("/api/events/" + event)
                .then()
                .statusCode(200)
                .body("erased", equalTo(true))
                .body("contact", nullValue())
                .body("payload", nullValue())
                .body("type", equalTo("message.received"))
                .body("messageId", notNullValue());
        operator().get("/api/events/" + event + "/raw").then().statusCode(410);
        operator()
                .get("/api/contacts/" + phone)
                .then()
                .statusCode(200)
                .body("consent.state", equalTo("unknown"))
                .body("events", equalTo(0));
    }

    @Test
    void aDeadOneIsDiscardedAndStaysSo() {
        handlers.a.answer(phone, Outcome.giveUp("never " + text));
        long event = inbox.store(source, phone);
        String id = (String) redelivery("scripted-a", event, "dead").get("id");
        erase(phone, "asked for").then().statusCode(200).body("redeliveries", equalTo(1));

        assertEquals("erased", redelivery("scripted-a", event, "discarded").get("lastError"));
        operator().post("/admin/redeliveries/" + id + "/retry").then().statusCode(409);
        ledger("scripted-a");
    }

    @Test
    void whatWaitsBehindAnErasedOneGoesOn() {
        handlers.a.answer(phone, Outcome.retry("not yet"));
        long first = inbox.store(source, phone);
        redelivery("scripted-a", first, "retrying");
        long second = inbox.store(source, phone);
        redelivery("scripted-a", second, "blocked");
        // As if it had come after the erasure began.
        inbox.numbers("UPDATE event SET contact = '+19995550100' WHERE id = ? RETURNING 1", second);
        handlers.a.answer("+19995550100", Outcome.done());
        erase(phone, "asked for").then().statusCode(200).body("events", equalTo(1));

        await().until(() -> handlers.a.calls("+19995550100").stream().anyMatch(call -> call.eventId() == second));
        ledger("scripted-a");
        inbox.numbers("UPDATE event SET contact = NULL, body = NULL WHERE id = ? RETURNING 1", second);
    }

    @Test
    void aConversationWithOthersTooKeepsWhatNamesNobody() {
        String conversation = UUID.randomUUID().toString();
        inbox.append(source, inConversation(conversation, received(phone, text)));
        inbox.append(source, inConversation(conversation, received(newPhone(), "hello")));
        long nameless = ((Stored) inbox.append(source, unknown(conversation, "of somebody"))).eventId();
        erase(phone, "asked for").then().statusCode(200).body("events", equalTo(1));

        operator().get("/api/events/" + nameless + "/raw").then().statusCode(200);
    }

    @Test
    void itEndsARunningReplayOfTheContact() {
        inbox.store(source, phone);
        awaitQuiet();
        operator().post("/admin/handlers/scripted-a/pause").then().statusCode(200);
        String replay = replay("scripted-a", phone);
        erase(phone, "asked for").then().statusCode(200);

        await().untilAsserted(() -> operator()
                .get("/admin/replays/" + replay)
                .then()
                .body("state", equalTo("completed"))
                .body("filter.contact", equalTo("+1•••••" + phone.substring(8)))
                .body("reason", equalTo("again for [erased]")));
        assertEquals(List.of(), dump.find(List.of(phone.substring(2))));
    }

    @Test
    void itIsInTheBookWithoutTheWholePhone() {
        inbox.store(source, phone);
        erase(phone, "asked by " + phone).then().statusCode(200);

        String entry =
                "items.find { it.action == 'contact.erased' && it.subject == '+1•••••" + phone.substring(8) + "' }.";
        operator()
                .get("/admin/audit")
                .then()
                .body(entry + "actor", equalTo("test-operator"))
                .body(entry + "reason", equalTo("asked by [erased]"))
                .body(entry + "detail.events", equalTo(1));
    }

    @Test
    void theSecondTimeThereIsNothing() {
        inbox.store(source, phone);
        erase(phone, "once").then().statusCode(200).body("events", equalTo(1));
        erase(phone, "twice").then().statusCode(200).body("events", equalTo(0)).body("redeliveries", equalTo(0));
    }

    @Test
    void theOldBytesAreVacuumedAway() {
        inbox.store(source, phone);
        long before = inbox.numbers(vacuums()).get(0);
        erase(phone, "asked for").then().statusCode(200);
        await().until(() -> inbox.numbers(vacuums()).get(0) > before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\" \"}", ""})
    void itTakesAReason(String body) {
        operator(body)
                .post("/admin/contacts/" + phone + "/erase")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("reason"));
    }

    @Test
    void itTakesAPhone() {
        erase("12", "no phone").then().statusCode(400).body("parameter", equalTo("phone"));
    }

    @Test
    void itTakesAnOperator() {
        RestAssured.given()
                .auth()
                .preemptive()
                .oauth2(TestKeys.READER)
                .contentType("application/json")
                .body("{\"reason\":\"x\"}")
                .post("/admin/contacts/" + phone + "/erase")
                .then()
                .statusCode(403);
    }

    /** Every place that may know of a contact: six events, one of them nameless and two that failed, and their copies. */
    private void fill(String contact, String words) {
        String conversation = UUID.randomUUID().toString();
        String first = inConversation(conversation, received(contact, words));
        long event = ((Stored) inbox.append(source, first)).eventId();
        inbox.append(source, first);
        assertEquals(new Duplicate(event, true), inbox.append(source, first.replace(words, words + " changed")));
        inbox.append(source, unknown(conversation, words));
        inbox.append(source, optedOut(contact));
        inbox.store(source, contact);
        awaitQuiet();
        handlers.a.answer(contact, Outcome.retry("refused " + contact + " " + words));
        handlers.b.answer(contact, Outcome.giveUp("refused " + contact + " " + words));
        long failing = inbox.store(source, contact);
        long blocked = inbox.store(source, contact);
        redelivery("scripted-a", failing, "retrying");
        redelivery("scripted-a", blocked, "blocked");
        redelivery("scripted-b", blocked, "dead");
        String dead = (String) redelivery("scripted-b", failing, "dead").get("id");
        handlers.b.answer(contact, Outcome.done());
        operator(Map.of("reason", "try " + contact)).post("/admin/redeliveries/" + dead + "/retry");
        awaitAllQuiet();
        await().until(() -> handlers.b.calls(contact).stream()
                        .filter(call -> call.eventId() == failing)
                        .count()
                == 2);
        String replay = replay("scripted-b", contact);
        await().untilAsserted(
                        () -> operator().get("/admin/replays/" + replay).then().body("state", equalTo("completed")));
    }

    private static String replay(String handler, String contact) {
        return operator(Map.of(
                        "reason",
                        "again for " + contact,
                        "handlers",
                        List.of(handler),
                        "filter",
                        Map.of("contact", contact)))
                .post("/admin/replays")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private long pausedWithOnePending(String spoken) {
        operator(Map.of("reason", "complaint of " + spoken))
                .post("/admin/handlers/scripted-a/pause")
                .then()
                .statusCode(200);
        // Obeyed within a second; until then it might still be taken.
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
        return inbox.store(source, phone);
    }

    private void assertHandlersGoOn(String contact) {
        handlers.a.answer(contact, Outcome.done());
        handlers.b.answer(contact, Outcome.done());
        long next = inbox.store(source, contact);
        // What is retrying ahead of it need not wait for its backoff.
        operator(Map.of("handler", "scripted-a", "state", "retrying", "reason", "go on"))
                .post("/admin/redeliveries/retry")
                .then()
                .statusCode(202);
        for (var handler : List.of(handlers.a, handlers.b)) {
            await().until(() -> handler.calls(contact).stream().anyMatch(call -> call.eventId() == next));
        }
        ledger("scripted-b");
    }

    private static void awaitAllQuiet() {
        await().until(() -> operator()
                .get("/admin/handlers")
                .jsonPath()
                .<Integer>getList("items.findAll { it.instances > 0 && it.state == 'running' }.backlog")
                .stream()
                .allMatch(backlog -> backlog == 0));
    }

    private Response erase(String spelling, String reason) {
        return operator(Map.of("reason", reason)).post("/admin/contacts/{phone}/erase", spelling);
    }

    private List<String> needles() {
        String national = phone.substring(2);
        String last = national.substring(3, 6) + "-" + national.substring(6);
        return List.of(
                phone,
                national,
                "(" + national.substring(0, 3) + ") " + last,
                text,
                escaped(phone.substring(1)),
                HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Long> rowsOf(String contact) {
        return inbox.numbers(ROWS_OF, contact, contact, contact, contact, contact, contact);
    }

    private static String vacuums() {
        return "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'event'";
    }

    private static int number(Map<String, Object> line, String column) {
        return ((Number) line.get(column)).intValue();
    }

    private static String escaped(String digits) {
        StringBuilder escaped = new StringBuilder();
        digits.chars().forEach(c -> escaped.append("\\u00").append(Integer.toHexString(c)));
        return escaped.toString();
    }

    private static String received(String contact, String words) {
        return """
                {"action":"message.received","id":"%s","timestamp":"2026-03-01T10:15:30Z","contact":{"phoneNumber":"%s"},\
                "message":{"id":"/messages/%s","body":"%s"}}""".formatted(UUID.randomUUID(), contact, UUID.randomUUID(), words);
    }

    private static String inConversation(String conversation, String body) {
        return body.substring(0, body.length() - 1) + ",\"conversation\":{\"id\":\"/conversations/" + conversation
                + "\"}}";
    }

    private static String unknown(String conversation, String words) {
        return """
                {"action":"message.unknown","id":"%s","timestamp":"2026-03-01T10:16:30Z",\
                "message":{"id":"/messages/%s","body":"%s"},"conversation":{"id":"/conversations/%s"}}""".formatted(UUID.randomUUID(), UUID.randomUUID(), words, conversation);
    }

    private static String optedOut(String contact) {
        return """
                {"action":"contact.opted_out","id":"%s","timestamp":"2026-03-01T10:17:30Z","contact":{"phoneNumber":"%s"}}""".formatted(UUID.randomUUID(), contact);
    }
}
