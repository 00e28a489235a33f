package dev.textusinbox.operate.failure;

import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static dev.textusinbox.scripted.ScriptedInbox.redelivery;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.Outcome;
import dev.textusinbox.handler.ReceiverAnswer;
import dev.textusinbox.scripted.ScriptedHandlers;
import dev.textusinbox.scripted.ScriptedInbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups of what a scripted handler gives up on, each test's with a word of its own in their causes. */
@QuarkusTest
class FailuresResourceTest {
    @Inject
    ScriptedInbox inbox;

    @Inject
    ScriptedHandlers handlers;

    private final String source = newSource();
    /** Letters only, or it would be taken for an id. */
    private final String word = UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "x";

    private final String unknown = "contact … is unknown to " + word;
    private final String closed = "account … is closed for " + word;

    /** Gives up on an event of the contact, for the one reason or the other. */
    private long fail(String contact, boolean isUnknown, int number) {
        handlers.a.answer(
                contact,
                Outcome.giveUp(
                        isUnknown
                                ? "contact " + contact + " is unknown to " + word
                                : "account ac-" + number + " is closed for " + word));
        long event = inbox.store(source, contact);
        redelivery("scripted-a", event, "dead");
        return event;
    }

    private Map<String, Object> group(String cause) {
        return operator()
                .queryParam("handler", "scripted-a")
                .queryParam("limit", 1000)
                .get("/admin/failures")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("items.find { it.cause == '" + cause + "' && it.state == 'dead' }");
    }

    private ValidatableResponse give(String action, Object failure) {
        Map<String, Object> request = new HashMap<>();
        request.put("handler", "scripted-a");
        request.put("state", "dead");
        request.put("reason", "the test");
        request.put("failure", failure);
        return operator(request).post("/admin/redeliveries/" + action).then();
    }

    private static void completed(ValidatableResponse given, int done) {
        String order = given.statusCode(202).extract().header("Location");
        await().until(() -> operator().get(order).path("state"), "completed"::equals);
        operator().get(order).then().body("done", equalTo(done)).body("matched", equalTo(done));
    }

    @Test
    void failuresWithTheSameCauseAreOneGroup() {
        String contact = newPhone();
        fail(contact, true, 0);
        long last = fail(contact, true, 0);
        for (int i = 0; i < 3; i++) {
            fail(newPhone(), true, i);
            fail(newPhone(), false, i);
        }
        Map<String, Object> five = group(unknown);
        assertEquals(5, five.get("count"));
        assertEquals(4, five.get("contacts"));
        assertEquals(3, group(closed).get("count"));
        List<Integer> hours =
                operator().get("/admin/failures/" + five.get("id")).path("perHour");
        assertEquals(24, hours.size());
        // The hour may have ended between them.
        assertEquals(5, hours.get(23) + hours.get(22));
        assertTrue(!Instant.parse((String) five.get("firstFailedAt"))
                .isAfter(Instant.parse((String) five.get("lastFailedAt"))));
        operator()
                .get("/admin/failures/" + five.get("id"))
                .then()
                .statusCode(200)
                .body("count", equalTo(5))
                .body("handler", equalTo("scripted-a"))
                .body("sample.response", nullValue())
                .body("sample.contact", not(equalTo(contact)));
        operator()
                .queryParam("contact", contact)
                .queryParam("state", "dead")
                .get("/admin/failures")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(five.get("id")))
                .body("items[0].count", equalTo(2))
                .body("items[0].contacts", equalTo(1))
                .body("items[0].sample.eventId", equalTo(Long.toString(last)))
                .body("items[0].sample.lastError", equalTo("contact " + contact + " is unknown to " + word));
    }

    @Test
    void theTimeOfTheirFailureNarrowsThem() {
        fail(newPhone(), true, 0);
        Object lastFailed = group(unknown).get("lastFailedAt");
        Instant after = Instant.parse((String) lastFailed).plusSeconds(3600);
        for (var found : List.of(List.of("failedTo", 1), List.of("failedFrom", 0))) {
            operator()
                    .queryParam((String) found.get(0), after.toString())
                    .queryParam("handler", "scripted-a")
                    .queryParam("limit", 1000)
                    .get("/admin/failures")
                    .then()
                    .statusCode(200)
                    .body("items.findAll { it.cause == '" + unknown + "' }", hasSize((int) found.get(1)));
        }
    }

    @Test
    void aDiscardOfOneGroupLeavesTheOthersAlone() {
        for (int i = 0; i < 3; i++) {
            fail(newPhone(), true, i);
            fail(newPhone(), false, i);
        }
        Object id = group(unknown).get("id");
        completed(give("discard", id), 3);
        assertTrue(group(unknown) == null || group(unknown).isEmpty());
        assertEquals(3, group(closed).get("count"));
        operator().get("/admin/failures/" + id).then().statusCode(404);
        give("discard", id).statusCode(400).body("parameter", equalTo("failure"));
        operator()
                .get("/admin/audit")
                .then()
                .body(
                        "items.find { it.action == 'redelivery.discard-all' && it.detail.failure == '" + id
                                + "' }.reason",
                        equalTo("the test"));
    }

    @Test
    void aRetryOfAGroupThatGoesWellEmptiesIt() {
        String contact = newPhone();
        fail(contact, true, 0);
        fail(newPhone(), false, 0);
        Object id = group(unknown).get("id");
        handlers.a.answer(contact, Outcome.done());
        completed(give("retry", id), 1);
        await().until(() -> operator()
                .queryParam("handler", "scripted-a")
                .queryParam("limit", 1000)
                .get("/admin/failures")
                .jsonPath()
                .getList("items.findAll { it.cause == '" + unknown + "' }")
                .isEmpty());
        assertEquals(1, group(closed).get("count"));
    }

    @Test
    void whatTheReceiverSaidIsInTheCauseAndTheSample() {
        String contact = newPhone();
        String body = "{\"error\":\"no customer 4711 at " + word + "\"}";
        handlers.a.answer(
                contact,
                Outcome.giveUp("HTTP 422 from crm.example.com:443")
                        .with(new ReceiverAnswer(422, "application/json", body)));
        redelivery("scripted-a", inbox.store(source, contact), "dead");
        Map<String, Object> found = group("HTTP 422 from crm.example.com: no customer … at " + word);
        operator()
                .get("/admin/failures/" + found.get("id"))
                .then()
                .body("sample.response.status", equalTo(422))
                .body("sample.response.contentType", equalTo("application/json"))
                .body("sample.response.body", equalTo(body));
    }

    @Test
    void anErasedContactLeavesNoWordBehind() {
        String contact = newPhone();
        fail(contact, true, 0);
        Object id = group(unknown).get("id");
        operator(Map.of("reason", "asked for"))
                .post("/admin/contacts/" + contact + "/erase")
                .then()
                .statusCode(200);
        operator().get("/admin/failures/" + id).then().statusCode(404);
        assertEquals(List.of(0L, 0L), inbox.numbers("""
                SELECT (SELECT count(*) FROM failure_tally WHERE cause LIKE '%' || ?),
                       (SELECT count(*) FROM redelivery WHERE cause LIKE '%' || ?)""", word, word));
    }

    @Test
    void whatFailedBeforeThereWereCausesIsGivenOne() {
        fail(newPhone(), true, 0);
        Object id = group(unknown).get("id");
        inbox.numbers("""
                WITH older AS (
                  UPDATE redelivery SET cause = NULL, cause_id = NULL, failed_at = NULL WHERE cause LIKE '%' || ? RETURNING 1)
                SELECT count(*) FROM older""", word);
        operator().get("/admin/failures/" + id).then().statusCode(404);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> operator().get("/admin/failures/" + id).statusCode(), equalTo(200));
    }

    @ParameterizedTest
    @CsvSource({
        "handler, nobody",
        "state, blocked",
        "contact, +1303",
        "failedFrom, yesterday",
        "failedTo, 2026-13-01T00:00:00Z",
        "limit, 0",
        "cursor, x",
        "colour, red"
    })
    void aWrongParameterIsNamed(String name, String value) {
        operator()
                .queryParam(name, value)
                .get("/admin/failures")
                .then()
                .statusCode(400)
                .body("parameter", equalTo(name));
    }

    @ParameterizedTest
    @CsvSource({"x", "0123456789abcdef-retrying", "0123456789abcdef-dead", "0123456789abcdef-blocked"})
    void aGroupThatIsNoneOfTheStateOrTheHandlerIsNotActedUpon(String failure) {
        give("retry", failure).statusCode(400).body("parameter", equalTo("failure"));
    }

    @Test
    void whatIsNoGroupIsNotFound() {
        operator().get("/admin/failures/x").then().statusCode(404);
        operator().get("/admin/failures/0123456789abcdef-dead").then().statusCode(404);
    }
}
