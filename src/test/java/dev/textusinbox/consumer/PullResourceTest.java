package dev.textusinbox.consumer;

import static dev.textusinbox.scripted.ScriptedInbox.ledger;
import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.scripted.ScriptedInbox;
import dev.textusinbox.security.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client of a pull consumer sees. */
@QuarkusTest
class PullResourceTest {
    private static final String NAME = "pulled";
    private static final String API = "/api/consumers/" + NAME + "/";

    @Inject
    ScriptedInbox inbox;

    @Inject
    Receivers receivers;

    private final String source = newSource();

    @BeforeEach
    void make() {
        put(Map.of("start", "now", "reason", "the test")).statusCode(201);
    }

    /** Left there it would hold retention up. */
    @AfterEach
    void drop() {
        operator()
                .queryParam("reason", "over")
                .delete("/admin/consumers/" + NAME)
                .then()
                .statusCode(204);
    }

    @Test
    void aContactsEventsComeInOrderWithTheirPayloadAndNeverAgainOnceAcknowledged() {
        String contact = newPhone();
        List<Long> stored = List.of(store(contact), store(contact), store(contact));

        JsonPath given = receive(10);

        assertEquals(stored, ids(given));
        given.getList("items.attempt").forEach(attempt -> assertEquals(1, attempt));
        assertEquals(contact, given.getString("items[0].contact"));
        assertEquals(ScriptedInbox.TYPE, given.getString("items[0].payload.action"));
        assertEquals(source, given.getString("items[0].source"));
        assertEquals(0, given.getInt("items[0].duplicates"));
        assertTrue(given.getMap("items[0]").containsKey("replay"));
        ack(receipts(given)).body("acked", equalTo(3), "unknown", empty());
        assertEquals(List.of(), ids(receive(10)));
        assertEquals(3, number(ledger(NAME), "handled"));
    }

    @Test
    void noLaterEventOfAContactGoesOutWhileOneIsInHandAndOthersDo() {
        String first = newPhone();
        long inHand = store(first);
        store(first);
        JsonPath one = receive(1);
        assertEquals(List.of(inHand), ids(one));

        List<Long> others = new ArrayList<>();
        // So many that some share a lane with the first contact.
        for (int i = 0; i < 40; i++) {
            others.add(store(newPhone()));
        }
        JsonPath rest = receive(1000);
        assertEquals(new HashSet<>(others), new HashSet<>(ids(rest)));

        ack(receipts(one)).body("acked", equalTo(1));
        assertEquals(1, ids(receive(10)).size());
    }

    @Test
    void whatIsGivenBackComesAgainBeforeLaterOnes() {
        String contact = newPhone();
        long first = store(contact);
        JsonPath given = receive(1);
        long second = store(contact);

        settle("retry", Map.of("receipts", receipts(given), "error", "the CRM is locked"))
                .body("retried", equalTo(1), "unknown", empty());

        JsonPath again = receiveWaiting(1);
        assertEquals(List.of(first), ids(again));
        assertEquals(2, again.getInt("items[0].attempt"));
        ack(receipts(given)).body("acked", equalTo(0), "unknown", equalTo(receipts(given)));
        ack(receipts(again)).body("acked", equalTo(1));
        assertEquals(List.of(second), ids(receiveWaiting(10)));
        operator()
                .get("/api/events/" + first)
                .then()
                .body(
                        handler("state"), equalTo("done"),
                        handler("attempts"), equalTo(2),
                        handler("history[1].error"), equalTo("the CRM is locked"));
    }

    @Test
    void whatIsReleasedComesAgainAtOnceAndCountsNoAttempt() {
        long event = store(newPhone());
        JsonPath given = receive(1);

        settle("release", Map.of("receipts", receipts(given))).body("released", equalTo(1), "unknown", empty());

        JsonPath again = receive(1);
        assertEquals(List.of(event), ids(again));
        assertEquals(1, again.getInt("items[0].attempt"));
        ack(receipts(given)).body("acked", equalTo(0), "unknown", equalTo(receipts(given)));
        ack(receipts(again)).body("acked", equalTo(1));
        operator().get("/api/events/" + event).then().body(handler("attempts"), equalTo(1));
    }

    @Test
    void whatIsReleasedBehindAFailedEventComesAfterIt() {
        String contact = newPhone();
        List<Long> events = List.of(store(contact), store(contact));
        List<String> receipts = receipts(receive(2));
        settle("retry", Map.of("receipts", receipts.subList(0, 1))).body("retried", equalTo(1));

        settle("release", Map.of("receipts", receipts.subList(1, 2))).body("released", equalTo(1));

        JsonPath failed = receiveWaiting(1);
        assertEquals(events.subList(0, 1), ids(failed));
        assertEquals(List.of(), ids(receive(10)), "behind it");
        ack(receipts(failed)).body("acked", equalTo(1));
        JsonPath untried = receiveWaiting(10);
        assertEquals(events.subList(1, 2), ids(untried));
        assertEquals(1, untried.getInt("items[0].attempt"));
    }

    @Test
    void whatWasReleasedOfAContactComesTogetherAgain() {
        String contact = newPhone();
        List<Long> events = List.of(store(contact), store(contact), store(contact));
        settle("release", Map.of("receipts", receipts(receive(10)))).body("released", equalTo(3));
        assertEquals(events, ids(receive(10)));
    }

    @Test
    void whatIsGivenBackUntilLaterComesNoSooner() {
        long event = store(newPhone());
        Instant later = Instant.now().plus(Duration.ofDays(2));
        settle("retry", Map.of("receipts", receipts(receive(1)), "notBefore", later.toString()))
                .body("retried", equalTo(1));
        assertEquals(List.of(), ids(receive(1)));
        Map<String, Object> row = ScriptedInbox.redelivery(NAME, event, "retrying");
        assertEquals("the client gave no reason", row.get("lastError"));
        Duration off = Duration.between(later, Instant.parse((String) row.get("nextAttemptAt")));
        assertTrue(off.abs().compareTo(Duration.ofMinutes(1)) < 0, "not the time that was asked for: " + row);
    }

    @Test
    void whatIsGivenUpIsDeadAndItsContactGoesOn() {
        String contact = newPhone();
        long first = store(contact);
        long second = store(contact);
        JsonPath given = receive(1);

        settle("fail", Map.of("receipts", receipts(given), "error", "no such customer"))
                .body("failed", equalTo(1), "unknown", empty());

        assertEquals(
                "no such customer",
                ScriptedInbox.redelivery(NAME, first, "dead").get("lastError"));
        assertEquals(List.of(second), ids(receiveWaiting(10)));
        operator()
                .queryParam("handler", NAME)
                .get("/admin/failures")
                .then()
                .body("items.cause", contains("no such customer"));
    }

    @Test
    void aLeaseThatEndsIsAFailedAttemptAndItsReceiptIsUnknown() {
        long event = store(newPhone());
        JsonPath given = receive(1);
        endLeases();

        JsonPath again = receiveWaiting(1);

        assertEquals(List.of(event), ids(again));
        assertEquals(2, again.getInt("items[0].attempt"));
        ack(receipts(given)).body("acked", equalTo(0), "unknown", equalTo(receipts(given)));
        ack(receipts(again)).body("acked", equalTo(1));
        operator()
                .get("/api/events/" + event)
                .then()
                .body(handler("history[1].error"), equalTo("not acknowledged before its lease ended"));
    }

    @Test
    void aLeaseThatEndsIsSeenWithoutAClient() {
        long event = store(newPhone());
        receive(1);
        endLeases();
        Map<String, Object> row = ScriptedInbox.redelivery(NAME, event, "retrying");
        await().until(() -> ScriptedInbox.redelivery(NAME, event, "retrying").get("lastError") != null);
        assertEquals(NAME, row.get("handler"));
    }

    @Test
    void aLeaseIsExtendedForSomeAndEndsForTheOthers() {
        store(newPhone());
        store(newPhone());
        JsonPath given = receive(2);
        List<String> receipts = receipts(given);

        settle("extend", Map.of("receipts", receipts.subList(0, 1), "leaseSeconds", 3600))
                .body("extended", equalTo(1), "unknown", empty());
        inbox.numbers("""
                WITH rows AS (
                  UPDATE redelivery SET due_at = due_at - interval '30 min', lease_until = lease_until - interval '30 min'
                   WHERE handler = ? RETURNING 1),
                leases AS (
                  UPDATE pull_lease SET lease_until = lease_until - interval '30 min' WHERE handler = ? RETURNING 1)
                SELECT (SELECT count(*) FROM rows) + (SELECT count(*) FROM leases)""", NAME, NAME);

        ack(receipts).body("acked", equalTo(1), "unknown", equalTo(receipts.subList(1, 2)));
    }

    @Test
    void acknowledgingSomeLeavesTheRest() {
        String contact = newPhone();
        for (int i = 0; i < 3; i++) {
            store(contact);
        }
        List<String> receipts = receipts(receive(3));
        ack(List.of(receipts.get(1))).body("acked", equalTo(1));
        ack(List.of(receipts.get(1))).body("acked", equalTo(0), "unknown", contains(receipts.get(1)));
        assertEquals(List.of(), ids(receive(3)));
        ack(receipts).body("acked", equalTo(2), "unknown", contains(receipts.get(1)));
        assertEquals(3, number(ledger(NAME), "handled"));
    }

    @Test
    void whoWaitsIsAnsweredAsSoonAsThereIsOne() throws Exception {
        Future<JsonPath> waiting = inBackground(() -> receive(Map.of("max", 10, "waitSeconds", 30)));
        awaitWaiting();
        long event = store(newPhone());
        assertEquals(List.of(event), ids(waiting.get()));
    }

    @Test
    void whoWaitsInVainIsAnsweredWithNothing() {
        assertEquals(List.of(), ids(receive(Map.of("waitSeconds", 1))));
    }

    @Test
    void whilePausedNothingGoesOutAndThenItDoes() throws Exception {
        operator()
                .post("/admin/handlers/" + NAME + "/pause")
                .then()
                .statusCode(200)
                .body("state", equalTo("paused"));
        long event = store(newPhone());
        assertEquals(List.of(), ids(receive(10)));
        Future<JsonPath> waiting = inBackground(() -> receive(Map.of("waitSeconds", 30)));
        awaitWaiting();
        operator().post("/admin/handlers/" + NAME + "/resume").then().statusCode(200);
        assertEquals(List.of(event), ids(waiting.get()));
    }

    @Test
    void aReplayComesWithItsId() {
        long event = store(newPhone());
        ack(receipts(receive(1))).body("acked", equalTo(1));
        String replay = operator(Map.of(
                        "reason", "once more",
                        "handlers", List.of(NAME),
                        "filter", Map.of("eventIds", List.of(Long.toString(event)))))
                .post("/admin/replays")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        JsonPath given = receiveWaiting(10);
        assertEquals(List.of(event), ids(given));
        assertEquals(replay, given.getString("items[0].replay"));
        ack(receipts(given)).body("acked", equalTo(1));
        await().until(() ->
                operator().get("/admin/replays/" + replay).path("state").equals("completed"));
    }

    @Test
    void onlyTheTypesThatItTakesComeAndTheOthersAreSkipped() {
        long before = number(ledger(NAME), "skipped");
        put(Map.of("types", List.of("contact.opted-out"), "reason", "consent alone"))
                .statusCode(200)
                .body("types", contains("contact.opted_out"), "start", equalTo("now"));
        store(newPhone());
        assertEquals(List.of(), ids(receive(10)));
        assertEquals(before + 1, number(ledger(NAME), "skipped"));
        operator()
                .get("/admin/consumers")
                .then()
                .body("items.find { it.name == '" + NAME + "' }.types", contains("contact.opted_out"));
    }

    @Test
    void manyClientsShareWithoutDoubling() throws Exception {
        Set<Long> stored = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            String contact = newPhone();
            for (int j = 0; j < 10; j++) {
                stored.add(store(contact));
            }
        }
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<List<Long>>> shares = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            shares.add(clients.submit(() -> {
                List<Long> mine = new ArrayList<>();
                while (number(ledger(NAME), "handled") < stored.size()) {
                    JsonPath given = receive(7);
                    mine.addAll(ids(given));
                    if (!ids(given).isEmpty()) {
                        ack(receipts(given));
                    }
                }
                return mine;
            }));
        }
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> share : shares) {
            all.addAll(share.get());
        }
        clients.shutdown();
        assertEquals(stored.size(), all.size(), "none twice");
        assertEquals(stored, new HashSet<>(all));
    }

    @Test
    void whatIsErasedWhileAClientHasItIsDiscarded() {
        String contact = newPhone();
        long event = store(contact);
        JsonPath given = receive(1);
        assertEquals(List.of(event), ids(given));
        operator(Map.of("reason", "asked for"))
                .post("/admin/contacts/" + contact + "/erase")
                .then()
                .statusCode(200);
        settle("retry", Map.of("receipts", receipts(given)));
        assertEquals(List.of(), ids(receive(10)));
        assertEquals(1, number(ledger(NAME), "discarded"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "receive, `{\"max\":0}`, max",
                "receive, `{\"max\":1001}`, max",
                "receive, `{\"waitSeconds\":31}`, waitSeconds",
                "receive, `{\"leaseSeconds\":4}`, leaseSeconds",
                "receive, `{\"leaseSeconds\":3601}`, leaseSeconds",
                "receive, `{\"most\":1}`, most",
                "ack, `{\"receipts\":[]}`, receipts",
                "ack, `{\"receipts\":[null]}`, receipts",
                "retry, `{\"receipts\":[\"1.2.3\"],\"notBefore\":\"soon\"}`, notBefore",
                "retry, `{\"receipts\":[\"1.2.3\"],\"notBefore\":\"+999999999-01-01T00:00:00Z\"}`, notBefore",
                "extend, `{\"receipts\":[\"1.2.3\"]}`, leaseSeconds",
            })
    void aWrongPropertyIsNamed(String call, String body, String parameter) {
        consumer().body(body).post(API + call).then().statusCode(400).body("parameter", equalTo(parameter));
    }

    @Test
    void aReceiptThatIsNoneIsUnknown() {
        List<String> odd = List.of("", "x", "1.2", "1.2.3", "1.999.3", "9".repeat(19) + ".1.1", "1.2.3.4", "-1.2.3");
        ack(odd).body("acked", equalTo(0));
    }

    @Test
    void aKeyIsForTheConsumersThatAreNamedAndForNothingElse() {
        consumer().body("{}").post("/api/consumers/other/receive").then().statusCode(403);
        consumer().body("{}").post("/api/consumers/billing/receive").then().statusCode(404);
        consumer().get("/api/events").then().statusCode(403);
        consumer().get("/admin/consumers").then().statusCode(403);
        RestAssured.given()
                .auth()
                .preemptive()
                .oauth2(TestKeys.READER)
                .contentType(ContentType.JSON)
                .post(API + "receive")
                .then()
                .statusCode(403);
        operator().contentType(ContentType.JSON).post(API + "receive").then().statusCode(200);
    }

    @Test
    void aNameThatAnotherHandlerHasIsRefusedAndSoIsOneThatIsNone() {
        operator(Map.of("reason", "no")).put("/admin/consumers/consent").then().statusCode(409);
        operator(Map.of("reason", "no"))
                .put("/admin/consumers/My_Consumer")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("name"));
        put(Map.of()).statusCode(400).body("parameter", equalTo("reason"));
        put(Map.of("reason", "no", "start", "later")).statusCode(400).body("parameter", equalTo("start"));
    }

    @Test
    void whatIsDueDoesNotHoldUpWhatComesIn() {
        for (int i = 0; i < 5; i++) {
            store(newPhone());
        }
        settle("fail", Map.of("receipts", receipts(receive(5)), "error", "no"));
        inbox.numbers("""
                WITH due AS (
                  UPDATE redelivery SET state = 'retrying', due_at = now(), settled_at = NULL WHERE handler = ? RETURNING 1)
                SELECT count(*) FROM due""", NAME);
        long live = store(newPhone());
        List<Long> first = new ArrayList<>(ids(receive(1)));
        first.addAll(ids(receive(1)));
        assertTrue(first.contains(live), () -> live + " comes in turn with what is due: " + first);
    }

    @Test
    void aLagIsAlarmed() {
        long event = store(newPhone());
        inbox.numbers("UPDATE event SET received_at = received_at - interval '1 h' WHERE id = ? RETURNING id", event);
        await().until(() -> operator()
                .queryParam("open", true)
                .get("/admin/alarms")
                .asString()
                .contains(NAME + " (running"));
        ack(receipts(receive(1)));
    }

    @Test
    void itIsAHandlerAsOthersAre() {
        store(newPhone());
        operator()
                .get("/admin/handlers")
                .then()
                .body(
                        "items.find { it.name == '" + NAME + "' }.kind", equalTo("pull"),
                        "items.find { it.name == '" + NAME + "' }.target", nullValue(),
                        "items.find { it.name == '" + NAME + "' }.instances", equalTo(1),
                        "items.find { it.name == '" + NAME + "' }.backlog", equalTo(1));
    }

    private ValidatableResponse put(Map<String, ?> body) {
        return operator(body).put("/admin/consumers/" + NAME).then();
    }

    private long store(String contact) {
        return inbox.store(source, contact);
    }

    /** As if their time was over. */
    private void endLeases() {
        inbox.numbers("""
                WITH rows AS (
                  UPDATE redelivery SET due_at = now() - interval '1 s', lease_until = now() - interval '1 s'
                   WHERE handler = ? AND lease_until = due_at RETURNING 1),
                leases AS (
                  UPDATE pull_lease SET lease_until = now() - interval '1 s' WHERE handler = ? RETURNING 1)
                SELECT (SELECT count(*) FROM rows) + (SELECT count(*) FROM leases)""", NAME, NAME);
    }

    private void awaitWaiting() {
        await().until(() -> receivers.waiting() == 1);
    }

    private static <T> Future<T> inBackground(Callable<T> work) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<T> result = thread.submit(work);
        thread.shutdown();
        return result;
    }

    private static RequestSpecification consumer() {
        return RestAssured.given().auth().preemptive().oauth2(TestKeys.CONSUMER).contentType(ContentType.JSON);
    }

    private static JsonPath receive(int max) {
        return receive(Map.of("max", max));
    }

    private static JsonPath receiveWaiting(int max) {
        return receive(Map.of("max", max, "waitSeconds", 30));
    }

    private static JsonPath receive(Map<String, ?> body) {
        return consumer()
                .body(new HashMap<>(body))
                .post(API + "receive")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse ack(List<String> receipts) {
        return settle("ack", Map.of("receipts", receipts));
    }

    private static ValidatableResponse settle(String call, Map<String, ?> body) {
        return consumer().body(body).post(API + call).then().statusCode(200);
    }

    private static List<Long> ids(JsonPath given) {
        return given.<String>getList("items.id").stream().map(Long::valueOf).toList();
    }

    private static List<String> receipts(JsonPath given) {
        return given.getList("items.receipt");
    }

    private static long number(Map<String, Object> line, String column) {
        return ((Number) line.get(column)).longValue();
    }

    private static String handler(String member) {
        return "handlers.find { it.handler == '" + NAME + "' }." + member;
    }
}
