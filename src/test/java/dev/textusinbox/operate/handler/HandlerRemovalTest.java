package dev.textusinbox.operate.handler;

import static dev.textusinbox.scripted.ScriptedInbox.ledger;
import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.scripted.ScriptedInbox;
import dev.textusinbox.security.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HandlerRemovalTest {
    @Inject
    ScriptedInbox inbox;

    private final String source = newSource();
    private final String renamed = "zz-renamed-" + UUID.randomUUID();
    private long event;

    /** As a handler leaves it that is in the program no more. */
    @BeforeEach
    void leaveSomethingBehind() {
        event = inbox.store(source, newPhone());
        inbox.numbers("SELECT 1 FROM (SELECT register_handler(?, 'bean', '{}', false, 16)) r", renamed);
        inbox.numbers("""
                INSERT INTO redelivery (handler, event_id, lane, key, state, attempts, settled_at)
                VALUES (?, ?, 0, 'k', 'dead', 1, now()) RETURNING 1""", renamed, event);
        inbox.numbers("""
                INSERT INTO attempt (handler, event_id, attempt, duration_ms, outcome)
                VALUES (?, ?, 1, 5, 'dead') RETURNING 1""", renamed, event);
    }

    @AfterEach
    void tidy() {
        inbox.numbers("WITH d AS (DELETE FROM handler WHERE name = ?) SELECT 1", renamed);
        inbox.numbers("WITH d AS (DELETE FROM instance WHERE id = ?) SELECT 1", renamed);
    }

    @Test
    void nothingIsLeftOfADroppedHandlerButTheEntryInTheBook() {
        drop(renamed).statusCode(204);

        for (String table : List.of("lane_cursor", "redelivery", "redelivery_tally")) {
            assertEquals(List.of(0L), rows(table), table);
        }
        await("its attempts go in the background").until(() -> rows("attempt"), List.of(0L)::equals);
        operator().get("/admin/handlers").then().body("items.name", not(hasItem(renamed)));
        ledger("scripted-a");
        String entry = "items.find { it.subject == '" + renamed + "' }.";
        operator()
                .get("/admin/audit")
                .then()
                .body(entry + "action", equalTo("handler.drop"))
                .body(entry + "actor", equalTo("test-operator"))
                .body(entry + "reason", equalTo("renamed"))
                .body(entry + "detail.dead", equalTo(1));
        drop(renamed).statusCode(404);
    }

    @Test
    void aHandlerWithVeryManyRedeliveriesGoesInTheBackground() {
        inbox.numbers("""
                WITH added AS (
                  INSERT INTO redelivery (handler, event_id, lane, key, state, attempts, settled_at)
                  SELECT ?, ?::bigint + n, n % 16, 'k' || n, 'dead', 1, now() FROM generate_series(1, 1200) n RETURNING 1)
                SELECT count(*) FROM added""", renamed, event);
        String order = drop(renamed)
                .statusCode(202)
                .body("action", equalTo("drop"))
                .body("matched", equalTo(1201))
                .extract()
                .header("Location");
        await().untilAsserted(() ->
                operator().get(order).then().body("state", equalTo("completed")).body("done", equalTo(1201)));
        for (String table : List.of("lane_cursor", "redelivery", "redelivery_tally", "attempt")) {
            assertEquals(List.of(0L), rows(table), table);
        }
        drop(renamed).statusCode(404);
    }

    private List<Long> rows(String table) {
        return inbox.numbers("SELECT count(*) FROM " + table + " WHERE handler = ?", renamed);
    }

    @Test
    void whoRunsAHandlerIsCounted() {
        await().untilAsserted(() -> operator()
                .get("/admin/handlers")
                .then()
                .body("items.find { it.name == 'scripted-a' }.instances", equalTo(1))
                .body("items.find { it.name == '" + renamed + "' }.instances", equalTo(0)));
    }

    @Test
    void aHandlerThatALiveInstanceRunsIsKept() {
        drop("scripted-a").statusCode(409).body("detail", containsString("instances"));
        operator().get("/admin/handlers").then().body("items.name", hasItem("scripted-a"));
        operator()
                .get("/admin/audit")
                .then()
                .body("items.find { it.action == 'handler.drop' && it.subject == 'scripted-a' }", nullValue());
    }

    @Test
    void anInstanceWhoseLeaseIsOverKeepsNoHandler() {
        inbox.numbers("""
                INSERT INTO instance (id, lease_until, handlers)
                VALUES (?, now() + interval '1 hour', ARRAY[?]) RETURNING 1""", renamed, renamed);
        drop(renamed).statusCode(409);
        inbox.numbers("UPDATE instance SET lease_until = now() WHERE id = ? RETURNING 1", renamed);
        drop(renamed).statusCode(204);
    }

    @Test
    void aHandlerOfARunningReplayIsKeptUntilThatIsCancelled() {
        // It never ends by itself: nobody takes the handler past the event.
        String replay = operator(Map.of(
                        "reason", "to be in the way", "handlers", List.of(renamed), "filter", Map.of("source", source)))
                .post("/admin/replays")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        drop(renamed).statusCode(409).body("detail", containsString("replay"));
        operator().post("/admin/replays/" + replay + "/cancel").then().statusCode(200);
        drop(renamed).statusCode(204);
    }

    @Test
    void itTakesAReasonAKnownHandlerAndAnOperator() {
        operator()
                .delete("/admin/handlers/" + renamed)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo("reason"));
        operator()
                .queryParam("reason", " ")
                .delete("/admin/handlers/" + renamed)
                .then()
                .statusCode(400);
        drop("nobody").statusCode(404);
        drop("no%00body").statusCode(400);
        RestAssured.given()
                .auth()
                .preemptive()
                .oauth2(TestKeys.READER)
                .delete("/admin/handlers/" + renamed + "?reason=x")
                .then()
                .statusCode(403);
        operator().get("/admin/handlers").then().body("items.name", hasItem(renamed));
    }

    private static ValidatableResponse drop(String handler) {
        return operator()
                .urlEncodingEnabled(false)
                .delete("/admin/handlers/" + handler + "?reason=renamed")
                .then();
    }
}
