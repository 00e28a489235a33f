package dev.textusinbox.operate.redelivery;

import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.scripted.ScriptedInbox;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a handler that no instance runs, so that nothing but the orders changes its rows. */
@QuarkusTest
class BulkRedeliveriesTest {
    private static final int ROWS = 1_700;

    @Inject
    ScriptedInbox inbox;

    @Inject
    AgroalDataSource database;

    private final String handler = "zz-bulk-" + UUID.randomUUID();
    private final String contact = newPhone();
    private long first;

    @BeforeEach
    void fill() {
        inbox.numbers("SELECT 1 FROM (SELECT register_handler(?, 'bean', '{}', false, 16)) r", handler);
        first = inbox.numbers("SELECT coalesce(max(id), 0) + 1000000 FROM event")
                .get(0);
        add("dead", "'k' || n % 100", "n <= " + ROWS);
        add("dead", "'" + contact + "'", "n > " + ROWS + " AND n <= " + (ROWS + 3));
    }

    @AfterEach
    void tidy() {
        inbox.numbers("WITH d AS (DELETE FROM handler WHERE name = ?) SELECT 1", handler);
        inbox.numbers("WITH d AS (DELETE FROM attempt WHERE handler = ?) SELECT 1", handler);
    }

    private void add(String state, String key, String which) {
        inbox.numbers("""
                WITH added AS (
                  INSERT INTO redelivery (handler, event_id, lane, key, state, attempts, settled_at, due_at)
                  SELECT ?, ?::bigint + n, n %% 16, %s, '%s', 1, CASE '%s' WHEN 'dead' THEN now() END,
                         CASE '%s' WHEN 'retrying' THEN now() + interval '1 hour' END
                    FROM generate_series(1, 3000) n WHERE %s RETURNING 1)
                SELECT count(*) FROM added""".formatted(key, state, state, state, which), handler, first);
    }

    @Test
    void aRetryOfAllMakesTheHeadOfEachQueueDueAndTheOthersWaitBehindIt() {
        ValidatableResponse given = give("retry", Map.of());
        String order = given.statusCode(202)
                .header("Location", endsWith("/admin/bulk/" + given.extract().path("id")))
                .body("action", equalTo("retry"))
                .body("state", equalTo("running"))
                .body("matched", equalTo(ROWS + 3))
                .body("createdBy", equalTo("test-operator"))
                .body("wanted.handler", equalTo(handler))
                .extract()
                .header("Location");
        completed(order, ROWS + 3);
        assertEquals(List.of(101L, ROWS + 3 - 101L), states("retrying", "blocked"));
        assertEquals(List.of(0L, 101L), inbox.numbers("""
                        SELECT count(*) FILTER (WHERE attempts > 0), count(*) FILTER (WHERE due_at <= clock_timestamp())
                          FROM redelivery WHERE handler = ?""", handler));
        operator()
                .get("/admin/audit")
                .then()
                .body("items.find { it.subject == '" + handler + "' }.action", equalTo("redelivery.retry-all"))
                .body("items.find { it.subject == '" + handler + "' }.reason", equalTo("mended"));
        operator().get("/admin/bulk").then().body("items.id", hasItem(order.substring(order.lastIndexOf('/') + 1)));
    }

    @Test
    void aDiscardOfAllLeavesTheOtherStatesAlone() {
        add("retrying", "'r' || n", "n > 2000 AND n <= 2010");
        completed(give("discard", Map.of()).statusCode(202).extract().header("Location"), ROWS + 3);
        assertEquals(List.of(ROWS + 3L, 10L), states("discarded", "retrying"));
    }

    @Test
    void whatIsBlockedBehindADiscardedOneBecomesDue() {
        add("retrying", "'" + contact + "'", "n = 2000");
        add("blocked", "'" + contact + "'", "n > 2000 AND n <= 2003");
        completed(give("discard", Map.of("state", "retrying")).extract().header("Location"), 1);
        assertEquals(List.of(1L, 2L, 1L), states("retrying", "blocked", "discarded"));
    }

    @Test
    void aLongVacuumOfTheTableHoldsUpNoOrder() throws SQLException {
        try (Connection other = database.getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE redelivery IN SHARE UPDATE EXCLUSIVE MODE");
            completed(give("discard", Map.of("contact", contact)).extract().header("Location"), 3);
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    @Test
    void anOrderCanBeForOneContactAlone() {
        var order = give("discard", Map.of("contact", contact))
                .statusCode(202)
                .body("matched", equalTo(3))
                .body("wanted.contact", equalTo(contact));
        completed(order.extract().header("Location"), 3);
        assertEquals(List.of((long) ROWS, 3L), states("dead", "discarded"));
        operator()
                .get("/admin/audit")
                .then()
                .body("items.find { it.subject == '" + handler + "' }.detail.contact", equalTo(Phones.mask(contact)));
    }

    @Test
    void anOrderCanBeForWhatFailedInATimeAlone() {
        for (int hour : List.of(1, 2, 3)) {
            inbox.numbers("""
                    INSERT INTO attempt (handler, event_id, attempt, duration_ms, outcome, ended_at)
                    VALUES (?, ?::bigint + ?, 1, 5, 'dead', timestamptz '2026-03-01T00:00:00Z' + ? * interval '1 hour')
                    RETURNING 1""", handler, first, hour, hour);
        }
        var times = Map.of("failedFrom", "2026-03-01T02:00:00Z", "failedTo", "2026-03-01T03:00:00Z");
        completed(give("retry", times).statusCode(202).extract().header("Location"), 1);
        assertEquals(
                List.of(first + 2),
                inbox.numbers("SELECT event_id FROM redelivery WHERE handler = ? AND state <> 'dead'", handler));
    }

    @Test
    void aCancelledOrderIsOver() {
        long order = inbox.numbers("""
                INSERT INTO bulk (action, wanted, reason, created_by, until_id)
                VALUES ('of tomorrow', '{}', 'to be cancelled', 'somebody', 0) RETURNING id""").get(0);
        String path = "/admin/bulk/" + order;
        operator().get(path).then().body("state", equalTo("running")).body("matched", nullValue());
        operator(Map.of("reason", "a mistake"))
                .post(path + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"))
                .body("finishedAt", notNullValue());
        operator().post(path + "/cancel").then().statusCode(409);
        operator()
                .get("/admin/audit")
                .then()
                .body(
                        "items.find { it.action == 'bulk.cancel' && it.subject == '" + order + "' }.reason",
                        equalTo("a mistake"));
    }

    @ParameterizedTest
    @CsvSource({
        "handler, state, dead",
        "handler, handler, nobody",
        "state, state, done",
        "state, state, discarded",
        "reason, reason, ' '",
        "contact, contact, ?",
        "failedFrom, failedFrom, yesterday",
        "failedTo, failedTo, ''",
        "failure, failure, x",
    })
    void anOrderThatIsWrongIs400AndNamesIt(String parameter, String property, String value) {
        Map<String, Object> body = new HashMap<>(Map.of("state", "dead", "reason", "mended"));
        if (!parameter.equals("handler")) {
            body.put("handler", handler);
        }
        body.put(property, value);
        for (String action : List.of("retry", "discard")) {
            operator(body)
                    .post("/admin/redeliveries/" + action)
                    .then()
                    .statusCode(400)
                    .body("parameter", equalTo(parameter));
        }
        operator().get("/admin/bulk").then().body("items.wanted.handler", everyItem(not(equalTo(handler))));
    }

    @ParameterizedTest
    @CsvSource({"0", "x", "9223372036854775807"})
    void whatIsNoOrderIsNotFound(String id) {
        operator().get("/admin/bulk/" + id).then().statusCode(404);
        operator().post("/admin/bulk/" + id + "/cancel").then().statusCode(404);
    }

    private ValidatableResponse give(String action, Map<String, String> more) {
        Map<String, String> body = new HashMap<>(Map.of("handler", handler, "state", "dead", "reason", "mended"));
        body.putAll(more);
        return operator(body).post("/admin/redeliveries/" + action).then();
    }

    private static void completed(String order, int done) {
        await().untilAsserted(() -> operator().get(order).then().body("state", equalTo("completed")));
        operator().get(order).then().body("done", equalTo(done)).body("finishedAt", notNullValue());
    }

    private List<Long> states(String... states) {
        return List.of(states).stream()
                .map(state -> inbox.numbers(
                                "SELECT count(*) FROM redelivery WHERE handler = ? AND state = ?", handler, state)
                        .get(0))
                .toList();
    }
}
