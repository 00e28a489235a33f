package dev.textusinbox.operate.redelivery;

import static dev.textusinbox.scripted.ScriptedInbox.ledger;
import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static dev.textusinbox.scripted.ScriptedInbox.redelivery;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.textusinbox.handler.Outcome;
import dev.textusinbox.scripted.ScriptedHandler.Call;
import dev.textusinbox.scripted.ScriptedHandlers;
import dev.textusinbox.scripted.ScriptedInbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RedeliveriesResourceTest {
    private static final Outcome NOT_NOW = Outcome.retry("not now", Duration.ofHours(1));

    @Inject
    ScriptedInbox inbox;

    @Inject
    ScriptedHandlers handlers;

    private final String source = newSource();
    private final String contact = newPhone();

    @Test
    void aRetryGoesOnAtOnceAndWhatWaitedBehindItFollows() {
        handlers.a.answer(contact, NOT_NOW);
        long first = inbox.store(source, contact);
        Map<String, Object> retrying = redelivery("scripted-a", first, "retrying");
        assertEquals(contact, retrying.get("contact"));
        assertEquals("not now", retrying.get("lastError"));
        assertEquals(1, retrying.get("attempts"));
        assertNotNull(retrying.get("nextAttemptAt"));
        assertNull(retrying.get("replayId"));
        long second = inbox.store(source, contact);
        Map<String, Object> blocked = redelivery("scripted-a", second, "blocked");
        assertEquals(0, blocked.get("attempts"));
        post(blocked, "retry", 409);

        handlers.a.answer(contact, Outcome.done());
        operator(Map.of("reason", "it is back"))
                .post("/admin/redeliveries/" + retrying.get("id") + "/retry")
                .then()
                .statusCode(200)
                .body("state", equalTo("retrying"))
                .body("attempts", equalTo(0));
        await().until(() -> handled().equals(List.of(first, first, second)));
        ledger("scripted-a");
        operator()
                .get("/admin/audit")
                .then()
                .body("items.find { it.action == 'redelivery.retry' }.reason", equalTo("it is back"))
                .body("items.find { it.action == 'redelivery.retry' }.subject", equalTo(retrying.get("id")))
                .body("items.find { it.action == 'redelivery.retry' }.detail.before", equalTo("retrying"));
    }

    @Test
    void aDiscardedOneIsOverAndWhatWaitedBehindItGoesOn() {
        handlers.a.answer(contact, NOT_NOW);
        long first = inbox.store(source, contact);
        Map<String, Object> retrying = redelivery("scripted-a", first, "retrying");
        long second = inbox.store(source, contact);
        redelivery("scripted-a", second, "blocked");
        int discarded = (int) ledger("scripted-a").get("discarded");

        handlers.a.answer(contact, Outcome.done());
        post(retrying, "discard", 200);
        await().until(() -> handled().equals(List.of(first, second)));
        post(retrying, "discard", 409);
        assertEquals(discarded + 1, ledger("scripted-a").get("discarded"));

        // An operator may think again.
        post(retrying, "retry", 200);
        await().until(() -> handled().equals(List.of(first, second, first)));
        await().until(() -> ledger("scripted-a").get("discarded").equals(discarded));
        post(retrying, "retry", 404);
    }

    @Test
    void aBlockedOneMayBeDiscarded() {
        handlers.a.answer(contact, NOT_NOW);
        redelivery("scripted-a", inbox.store(source, contact), "retrying");
        Map<String, Object> blocked = redelivery("scripted-a", inbox.store(source, contact), "blocked");
        post(blocked, "discard", 200);
        operator()
                .queryParam("contact", contact)
                .get("/admin/redeliveries")
                .then()
                .body("items.state", contains("retrying"));
    }

    @Test
    void allDeadOnesOfAHandlerAreRetriedTogether() {
        handlers.b.answer(contact, Outcome.giveUp("told so"));
        long first = inbox.store(source, contact);
        long second = inbox.store(source, contact);
        redelivery("scripted-b", first, "dead");
        redelivery("scripted-b", second, "dead");
        handlers.b.answer(contact, Outcome.done());

        operator(Map.of("handler", "scripted-b", "state", "dead", "reason", "repaired"))
                .post("/admin/redeliveries/retry")
                .then()
                .statusCode(202)
                .body("action", equalTo("retry"))
                .body("state", equalTo("running"))
                .body("matched", greaterThanOrEqualTo(2));
        await().until(() -> operator()
                .queryParam("contact", contact)
                .get("/admin/redeliveries")
                .jsonPath()
                .getList("items")
                .isEmpty());
        ledger("scripted-b");
        operator()
                .get("/admin/audit")
                .then()
                .body("items.find { it.action == 'redelivery.retry-all' }.subject", equalTo("scripted-b"))
                .body("items.find { it.action == 'redelivery.retry-all' }.reason", equalTo("repaired"));
    }

    @Test
    void theListIsPagedAndFiltered() {
        handlers.a.answer(contact, Outcome.giveUp("told so"));
        List<String> ids = List.of(
                redelivery("scripted-a", inbox.store(source, contact), "dead")
                        .get("id")
                        .toString(),
                redelivery("scripted-a", inbox.store(source, contact), "dead")
                        .get("id")
                        .toString(),
                redelivery("scripted-a", inbox.store(source, contact), "dead")
                        .get("id")
                        .toString());
        String digits = contact.substring(2);
        String next = operator()
                .queryParam("contact", digits)
                .queryParam("limit", 2)
                .get("/admin/redeliveries")
                .then()
                .body("items.id", contains(ids.get(2), ids.get(1)))
                .extract()
                .path("next");
        operator()
                .queryParam("contact", digits)
                .queryParam("limit", 2)
                .queryParam("cursor", next)
                .get("/admin/redeliveries")
                .then()
                .body("items.id", contains(ids.get(0)))
                .body("next", nullValue());
        operator()
                .queryParam("contact", digits)
                .queryParam("state", "blocked")
                .get("/admin/redeliveries")
                .then()
                .body("items", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "handler, nobody",
        "state, lost",
        "contact, +1303",
        "limit, 1001",
        "cursor, YXVkaXQ6MQ",
        "states, dead",
    })
    void aParameterThatIsWrongIsNamed(String name, String value) {
        operator()
                .queryParam(name, value)
                .get("/admin/redeliveries")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "handler | {'state':'dead','reason':'r'}",
                "handler | {'handler':'nobody','state':'dead','reason':'r'}",
                "handler | {'handler':'\\u0000','state':'dead','reason':'r'}",
                "state | {'handler':'scripted-a','reason':'r'}",
                "state | {'handler':'scripted-a','state':'blocked','reason':'r'}",
                "reason | {'handler':'scripted-a','state':'dead'}",
                "reason | {'handler':'scripted-a','state':'dead','reason':' '}",
                "why | {'handler':'scripted-a','state':'dead','reason':'r','why':'r'}",
            })
    void aRetryOfAllSaysWhatAndWhy(String parameter, String body) {
        List<Long> before = inbox.numbers("SELECT count(*) FROM audit");
        operator(body.replace('\'', '"'))
                .post("/admin/redeliveries/retry")
                .then()
                .statusCode(400)
                .body("parameter", equalTo(parameter));
        assertEquals(before, inbox.numbers("SELECT count(*) FROM audit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "x", "9223372036854775807"})
    void whatIsNoRedeliveryIsNotFound(String id) {
        for (String action : List.of("retry", "discard")) {
            operator()
                    .post("/admin/redeliveries/" + id + "/" + action)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void aReasonMustBeTextInKnownShape() {
        operator("{\"raeson\":\"r\"}")
                .post("/admin/redeliveries/1/retry")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("raeson"));
        operator("{").post("/admin/redeliveries/1/retry").then().statusCode(400);
    }

    private List<Long> handled() {
        return handlers.a.calls(contact).stream().map(Call::eventId).toList();
    }

    private static void post(Map<String, Object> redelivery, String action, int status) {
        operator()
                .post("/admin/redeliveries/" + redelivery.get("id") + "/" + action)
                .then()
                .statusCode(status);
    }
}
