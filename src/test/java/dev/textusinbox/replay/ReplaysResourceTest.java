package dev.textusinbox.replay;

import static dev.textusinbox.scripted.ScriptedInbox.ledger;
import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static dev.textusinbox.scripted.ScriptedInbox.redelivery;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.Outcome;
import dev.textusinbox.scripted.ScriptedHandlers;
import dev.textusinbox.scripted.ScriptedInbox;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@QuarkusTest
class ReplaysResourceTest {
    @Inject
    ScriptedInbox inbox;

    @Inject
    ScriptedHandlers handlers;

    @Inject
    AgroalDataSource database;

    private final String source = newSource();
    private final String contact = newPhone();

    @Test
    void aDryRunSaysWhatWouldMatchAndChangesNothing() {
        List<String> ids = stored(12).stream().map(String::valueOf).toList();
        List<Long> before = inbox.numbers("SELECT count(*), (SELECT count(*) FROM audit) FROM replay");

        operator(request(Map.of("source", source), Map.of("dryRun", true)))
                .post("/admin/replays")
                .then()
                .statusCode(200)
                .body("matched", equalTo(12))
                .body("byType", equalTo(Map.of(ScriptedInbox.TYPE, 12)))
                .body("sample", equalTo(ids.subList(0, 10)));

        assertEquals(before, inbox.numbers("SELECT count(*), (SELECT count(*) FROM audit) FROM replay"));
    }

    @Test
    void whatRunsIsWhatTheDryRunHasShown() {
        List<Long> ids = stored(4);
        ScriptedInbox.awaitQuiet();
        String until = operator(request(Map.of("source", source), Map.of("dryRun", true)))
                .post("/admin/replays")
                .then()
                .body("untilId", equalTo(ids.get(3).toString()))
                .extract()
                .path("untilId");
        stored(3);
        JsonPath made = create(request(Map.of("source", source), Map.of("untilId", until)));
        assertEquals(4, made.getInt("matched"));
        assertEquals(4, completed(made.getString("id")).getInt("succeeded"));
        assertEquals(ids, handlers.a.replayed(contact, made.getLong("id")));
    }

    @Test
    void howManyThereAreMayBeKnownLaterThanItBegins() throws SQLException {
        stored(30);
        ScriptedInbox.awaitQuiet();
        long id = inbox.numbers("SELECT nextval(pg_get_serial_sequence('replay', 'id'))")
                .get(0);
        try (Connection counting = database.getConnection()) {
            counting.setAutoCommit(false);
            ReplayStore.LOCK.lock(counting, id);
            inbox.numbers("""
                    INSERT INTO replay (id, handlers, filter, rate_per_second, reason, created_by, until_id)
                    OVERRIDING SYSTEM VALUE
                    SELECT ?, '{scripted-a}', jsonb_build_object('source', ?), 20, 'a test', 'somebody', max(id) FROM event
                    RETURNING id""", id, source);
            JsonPath begun = one(Long.toString(id));
            assertEquals("running", begun.getString("state"));
            assertNull(begun.get("matched"));
            assertNull(begun.get("pending"));
            counting.rollback();
            counting.setAutoCommit(true);
        }
        await().until(() -> one(Long.toString(id)).get("matched"), Integer.valueOf(30)::equals);
        assertEquals(30, completed(Long.toString(id)).getInt("succeeded"));
    }

    @Test
    void eventsArePickedByWhenTheyFailed() {
        List<Long> ids = stored(3);
        ScriptedInbox.awaitQuiet();
        for (int i = 0; i < 3; i++) {
            inbox.numbers("""
                    INSERT INTO attempt (handler, event_id, attempt, duration_ms, outcome, ended_at)
                    VALUES (?, ?, 1, 5, 'retry', timestamptz '2026-03-01T00:00:00Z' + ? * interval '1 hour')
                    RETURNING 1""", i == 2 ? "scripted-b" : "scripted-a", ids.get(i), i);
        }
        var failed = Map.of("source", source, "failedFrom", "2026-03-01T01:00:00Z", "failedTo", "2026-03-01T03:00:00Z");
        JsonPath made = create(request(failed, Map.of()));
        assertEquals(1, made.getInt("matched"), "that of the other handler is not meant");
        completed(made.getString("id"));
        assertEquals(List.of(ids.get(1)), handlers.a.replayed(contact, made.getLong("id")));
    }

    @Test
    void eachEventComesOnceMoreInItsOrder() {
        List<Long> ids = stored(30);
        ScriptedInbox.awaitQuiet();
        Map<String, Object> before = ledger("scripted-a");

        JsonPath made = create(request(Map.of("contact", contact), Map.of("ratePerSecond", 1000)));
        assertEquals("running", made.getString("state"));
        assertEquals(30, made.getInt("matched"));
        assertEquals("test-operator", made.getString("createdBy"));
        assertEquals(Map.of("contact", contact), made.getMap("filter"));
        JsonPath done = completed(made.getString("id"));

        assertEquals(30, done.getInt("succeeded"));
        assertEquals(0, done.getInt("dead"));
        assertEquals(0, done.getInt("pending"));
        assertEquals(ids, handlers.a.replayed(contact, made.getLong("id")));
        assertEquals(before, ledger("scripted-a"));
    }

    @Test
    void aReplayOfDeadOnesBringsThemThrough() {
        handlers.a.answer(contact, Outcome.giveUp("told so"));
        long id = inbox.store(source, contact);
        redelivery("scripted-a", id, "dead");
        ScriptedInbox.awaitQuiet();
        Map<String, Object> before = new TreeMap<>(ledger("scripted-a"));
        handlers.a.answer(contact, Outcome.done());

        JsonPath made = create(request(Map.of("source", source, "states", List.of("dead")), Map.of()));
        assertEquals(1, made.getInt("matched"));
        assertEquals(1, completed(made.getString("id")).getInt("succeeded"));

        Map<String, Object> after = new TreeMap<>(ledger("scripted-a"));
        assertEquals((int) before.get("dead") - 1, after.get("dead"));
        assertEquals((int) before.get("handled") + 1, after.get("handled"));
        assertEquals(List.of(0L), inbox.numbers("SELECT count(*) FROM redelivery WHERE event_id = ?", id));
    }

    @Test
    void anEventCountsOnceWhateverHandlersMakeOfIt() {
        stored(3);
        ScriptedInbox.awaitQuiet();
        Map<String, Object> before = ledger("scripted-b");
        handlers.b.answer(contact, Outcome.giveUp("told so"));

        String id = create(request(Map.of("source", source), Map.of("handlers", List.of("scripted-a", "scripted-b"))))
                .getString("id");
        JsonPath done = completed(id);
        assertEquals(0, done.getInt("succeeded"));
        assertEquals(3, done.getInt("dead"));
        assertEquals(before, ledger("scripted-b"));

        // An operator's retry brings one of them through: it moves from one count to the other.
        handlers.b.answer(contact, Outcome.done());
        String dead = operator()
                .get("/admin/redeliveries?handler=scripted-b&state=dead")
                .jsonPath()
                .getString("items.find { it.replayId == '" + id + "' }.id");
        operator().post("/admin/redeliveries/" + dead + "/retry").then().statusCode(200);
        await().until(() -> one(id).getInt("succeeded") == 1 && one(id).getInt("dead") == 2);
    }

    @Test
    void cancelTakesBackWhatIsNotDelivered() {
        handlers.a.answer(contact, Outcome.retry("not now", Duration.ofHours(1)));
        long first = inbox.store(source, contact);
        redelivery("scripted-a", first, "retrying");
        long second = inbox.store(source, contact);
        redelivery("scripted-a", second, "blocked");
        ScriptedInbox.awaitQuiet();

        String id = create(request(Map.of("source", source), Map.of())).getString("id");
        await().until(() -> rows(id) == 2);
        operator(Map.of("reason", "enough"))
                .post("/admin/replays/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"))
                .body("pending", equalTo(0))
                .body("finishedAt", notNullValue());
        assertEquals(0, rows(id));

        operator()
                .post("/admin/replays/" + id + "/cancel")
                .then()
                .statusCode(409)
                .contentType("application/problem+json");
        operator()
                .get("/admin/audit")
                .then()
                .body("items.find { it.action == 'replay.cancel' }.subject", equalTo(id))
                .body("items.find { it.action == 'replay.cancel' }.reason", equalTo("enough"))
                .body("items.find { it.action == 'replay.create' }.actor", equalTo("test-operator"));
    }

    @Test
    void theRateIsKeptAndACancelEndsIt() {
        stored(20);
        ScriptedInbox.awaitQuiet();
        String id = create(request(Map.of("source", source), Map.of("ratePerSecond", 2)))
                .getString("id");
        await().until(() -> one(id).getInt("succeeded") >= 2);
        operator().post("/admin/replays/" + id + "/cancel").then().statusCode(200);
        JsonPath end = one(id);
        assertTrue(end.getInt("succeeded") < 20);
        assertTrue(handlers.a.replayed(contact, Long.parseLong(id)).size() < 20);
    }

    @Test
    void aReplayNeverOvertakesAHandlersOwnDelivery() {
        operator().post("/admin/handlers/scripted-a/pause").then().statusCode(200);
        try {
            List<Long> ids = stored(3);
            String id = create(request(Map.of("source", source), Map.of())).getString("id");
            await().during(Duration.ofMillis(500)).until(() -> one(id).getInt("pending") == 3 && rows(id) == 0);

            operator().post("/admin/handlers/scripted-a/resume").then().statusCode(200);
            completed(id);
            List<Long> twice = new ArrayList<>(ids);
            twice.addAll(ids);
            assertEquals(
                    twice,
                    handlers.a.calls(contact).stream()
                            .map(call -> call.eventId())
                            .toList());
        } finally {
            operator().post("/admin/handlers/scripted-a/resume");
        }
    }

    @Test
    void itsStepsWakeItsHandlersAndNobodyElse() throws SQLException {
        stored(10);
        ScriptedInbox.awaitQuiet();
        try (Connection connection = database.getConnection();
                Statement listen = connection.createStatement()) {
            listen.execute("LISTEN inbox_controls");
            completed(create(request(Map.of("source", source), Map.of("ratePerSecond", 40)))
                    .getString("id"));
            Set<String> said = new TreeSet<>();
            for (PGNotification heard : connection.unwrap(PGConnection.class).getNotifications(1_000)) {
                said.add(heard.getParameter());
            }
            listen.execute("UNLISTEN *");
            assertEquals(Set.of("replays", "queues scripted-a"), said);
        }
    }

    @Test
    void whatWaitsForItsTurnInAReplayIsNotRetrying() {
        stored(3);
        ScriptedInbox.awaitQuiet();
        operator().post("/admin/handlers/scripted-a/pause").then().statusCode(200);
        try {
            String id = create(request(Map.of("source", source), Map.of())).getString("id");
            await().until(() -> rows(id) == 3);
            int listed = operator()
                    .get("/admin/redeliveries?handler=scripted-a&state=retrying&limit=1000")
                    .jsonPath()
                    .getList("items")
                    .size();
            operator()
                    .get("/admin/handlers")
                    .then()
                    .body("items.find { it.name == 'scripted-a' }.retrying", equalTo(listed));
            assertEquals(listed, ledger("scripted-a").get("retrying"));
            operator().post("/admin/replays/" + id + "/cancel").then().statusCode(200);
        } finally {
            operator().post("/admin/handlers/scripted-a/resume");
        }
    }

    @Test
    void anErasedBodyIsNotReplayed() {
        long id = inbox.store(source, contact);
        inbox.numbers(
                "WITH gone AS (UPDATE event SET body = NULL WHERE id = ? RETURNING 1) SELECT count(*) FROM gone", id);
        JsonPath made = create(request(Map.of("source", source), Map.of()));
        assertEquals(0, made.getInt("matched"));
        completed(made.getString("id"));
    }

    @Test
    void aListOfIdsPicksJustThose() {
        List<Long> ids = stored(5);
        ScriptedInbox.awaitQuiet();
        List<String> wanted = List.of(ids.get(3).toString(), ids.get(1).toString());
        JsonPath made = create(request(Map.of("eventIds", wanted), Map.of()));
        completed(made.getString("id"));
        assertEquals(List.of(ids.get(1), ids.get(3)), handlers.a.replayed(contact, made.getLong("id")));
    }

    @Test
    void theListIsNewestFirstAndGoesOnByItsCursor() {
        String first = create(request(Map.of("source", source), Map.of())).getString("id");
        String second = create(request(Map.of("source", source), Map.of())).getString("id");
        String next = operator()
                .get("/admin/replays?limit=1")
                .then()
                .body("items.id", contains(second))
                .extract()
                .path("next");
        operator().get("/admin/replays?limit=1&cursor=" + next).then().body("items.id", contains(first));
        operator().get("/admin/replays?limit=1000").then().body("next", nullValue());
        completed(first);
        completed(second);
    }

    @Test
    void aReplayIsFoundWhereItsLocationSays() {
        String location = operator(request(Map.of("source", source), Map.of()))
                .post("/admin/replays")
                .then()
                .statusCode(201)
                .body("finishedAt", nullValue())
                .body("handlers", contains("scripted-a"))
                .body("ratePerSecond", equalTo(100))
                .body("sample", nullValue())
                .extract()
                .header("Location");
        String id = operator().get(location).then().statusCode(200).extract().path("id");
        operator().get("/admin/replays").then().body("items.findAll { it.id == '" + id + "' }", hasSize(1));
        assertTrue(endsWith("/admin/replays/" + id).matches(location));
        completed(id);
    }

    private List<Long> stored(int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(inbox.store(source, contact));
        }
        return ids;
    }

    private static Map<String, Object> request(Map<String, ?> filter, Map<String, ?> others) {
        Map<String, Object> request =
                new TreeMap<>(Map.of("reason", "a test", "handlers", List.of("scripted-a"), "filter", filter));
        request.putAll(others);
        return request;
    }

    private static JsonPath create(Map<String, ?> request) {
        return operator(request)
                .post("/admin/replays")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static JsonPath one(String id) {
        return operator()
                .get("/admin/replays/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath completed(String id) {
        await().until(() -> one(id).getString("state").equals("completed"));
        return one(id);
    }

    private long rows(String replay) {
        return inbox.numbers("SELECT count(*) FROM redelivery WHERE replay_id = ?", Long.parseLong(replay))
                .get(0);
    }
}
