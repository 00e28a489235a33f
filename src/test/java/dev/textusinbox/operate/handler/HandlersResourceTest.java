package dev.textusinbox.operate.handler;

import static dev.textusinbox.scripted.ScriptedInbox.ledger;
import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static dev.textusinbox.scripted.ScriptedInbox.redelivery;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.Outcome;
import dev.textusinbox.scripted.ScriptedHandlers;
import dev.textusinbox.scripted.ScriptedInbox;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class HandlersResourceTest {
    @Inject
    ScriptedInbox inbox;

    @Inject
    ScriptedHandlers handlers;

    @Inject
    AgroalDataSource database;

    private final String source = newSource();
    private final String contact = newPhone();

    @AfterEach
    void resume() {
        operator().post("/admin/handlers/scripted-a/resume").then().statusCode(200);
    }

    @Test
    void everyHandlerIsListedByName() {
        operator()
                .get("/admin/handlers")
                .then()
                .statusCode(200)
                .body("next", nullValue())
                .body("items.name", hasItems("consent", "messages", "scripted-a", "scripted-b"))
                .body("items.find { it.name == 'consent' }.kind", equalTo("projection"))
                .body("items.find { it.name == 'scripted-a' }.state", equalTo("running"))
                .body("items[0]", not(equalTo(Map.of())))
                .body("items[0].redeliveries", nullValue());
        String next = operator()
                .get("/admin/handlers?limit=1")
                .then()
                .body("items.name", contains("consent"))
                .body("next", notNullValue())
                .extract()
                .path("next");
        operator().get("/admin/handlers?limit=1&cursor=" + next).then().body("items.name", contains("messages"));
    }

    @Test
    void aPausedHandlerWaitsAndItsBacklogGrows() {
        ScriptedInbox.awaitQuiet();
        operator(Map.of("reason", "maintenance"))
                .post("/admin/handlers/scripted-a/pause")
                .then()
                .statusCode(200)
                .body("state", equalTo("paused"))
                .body("pausedReason", equalTo("maintenance"))
                .body("stateReason", equalTo("maintenance"));
        inbox.store(source, contact);
        inbox.store(source, contact);

        await().until(() -> handlers.b.calls(contact).size() == 2);
        await().until(() ->
                status("backlog").intValue() == 2 && status("lagSeconds").doubleValue() > 0);
        assertEquals(2, ledger("scripted-a").get("pending"));
        await().during(Duration.ofMillis(1200))
                .until(() -> handlers.a.calls(contact).isEmpty());

        operator()
                .post("/admin/handlers/scripted-a/resume")
                .then()
                .statusCode(200)
                .body("state", equalTo("running"))
                .body("pausedReason", nullValue());
        await().atMost(Duration.ofSeconds(2))
                .until(() -> handlers.a.calls(contact).size() == 2);
        await().until(() ->
                status("backlog").intValue() == 0 && status("lagSeconds").doubleValue() == 0);
        operator()
                .get("/admin/audit")
                .then()
                .body("items.find { it.action == 'handler.pause' }.reason", equalTo("maintenance"))
                .body("items.find { it.action == 'handler.resume' }.subject", equalTo("scripted-a"));
    }

    @Test
    void aHandlerThatIsStuckOnAnInstanceIsShownAndAlarmed() throws Exception {
        execute("""
                INSERT INTO handler_condition (instance, handler, state, reason)
                SELECT id, 'scripted-b', 'stuck', 'calls never returned' FROM instance
                 WHERE lease_until > clock_timestamp() AND 'scripted-b' = ANY (handlers) LIMIT 1""");
        String found = "items.find { it.name == 'scripted-b' }.";
        operator()
                .get("/admin/handlers")
                .then()
                .body(found + "state", equalTo("stuck"))
                .body(found + "stateReason", equalTo("calls never returned"))
                .body(found + "pausedReason", nullValue());
        String detail = "items.find { it.kind == 'handler-stuck' }.detail";
        await().untilAsserted(() -> operator()
                .get("/admin/alarms?open=true")
                .then()
                .body(detail, containsString("scripted-b (calls never returned)")));
        execute("DELETE FROM handler_condition WHERE handler = 'scripted-b'");
        operator()
                .get("/admin/handlers")
                .then()
                .body(found + "state", equalTo("running"))
                .body(found + "stateReason", nullValue());
    }

    @Test
    void aHandlerWhoseEventsWaitForTooLongIsAlarmedUntilTheyAreHandled() throws Exception {
        operator(Map.of("reason", "maintenance"))
                .post("/admin/handlers/scripted-a/pause")
                .then()
                .statusCode(200);
        String detail = "items.find { it.kind == 'lag' }.detail";
        await().untilAsserted(() -> {
            // It is paused within a second: what came before may be handled, and waits for nobody.
            inbox.store(source, contact);
            execute("UPDATE event SET received_at = clock_timestamp() - interval '10 minutes' WHERE contact = '"
                    + contact + "'");
            operator().get("/admin/alarms?open=true").then().body(detail, containsString("scripted-a (paused, 60"));
        });
        resume();
        await().untilAsserted(() ->
                operator().get("/admin/alarms?open=true").then().body(detail, not(containsString("scripted-a"))));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void failedEventsAreCounted() {
        int before = status("dead").intValue();
        handlers.a.answer(contact, Outcome.giveUp("told so"));
        redelivery("scripted-a", inbox.store(source, contact), "dead");
        assertEquals(before + 1, status("dead").intValue());
        await().untilAsserted(() ->
                assertTrue(metric("inbox_redeliveries{handler=\"scripted-a\",state=\"dead\"}") >= before + 1));
        assertTrue(metric("inbox_handler_backlog_events{handler=\"scripted-a\"}") >= 0);
        assertTrue(metric("inbox_handler_lag_seconds{handler=\"scripted-a\"}") >= 0);
    }

    @ParameterizedTest
    @CsvSource({"/admin/handlers, name", "/admin/sources, source", "/admin/ledger, limit", "/admin/audit, actor"})
    void unknownParametersAreNamed(String path, String parameter) {
        operator()
                .queryParam(parameter, "x")
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo(parameter));
    }

    @Test
    void anUnknownHandlerIsNotFound() {
        for (String action : List.of("pause", "resume")) {
            operator()
                    .post("/admin/handlers/nobody/" + action)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void sourcesAreCounted() {
        inbox.store(source, contact);
        operator()
                .queryParam("limit", 1000)
                .get("/admin/sources")
                .then()
                .statusCode(200)
                .body("items.find { it.source == '" + source + "' }.received", equalTo(1))
                .body("items.find { it.source == '" + source + "' }.lastDeliveryAt", notNullValue());
        assertEquals(
                1,
                operator()
                        .get("/admin/ledger")
                        .jsonPath()
                        .getInt("sources.find { it.source == '" + source + "' }.stored"));
    }

    private static Number status(String number) {
        return operator()
                .get("/admin/handlers")
                .jsonPath()
                .<Number>get("items.find { it.name == 'scripted-a' }." + number);
    }

    private static double metric(String name) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
