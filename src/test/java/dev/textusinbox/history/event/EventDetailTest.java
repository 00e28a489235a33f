package dev.textusinbox.history.event;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.history.event.StoredEvents.event;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EventDetailTest {
    private static final int LANE = 3;

    private final String source = StoredEvents.newSource();
    private final String handler = "history-test-" + UUID.randomUUID();

    @Inject
    StoredEvents log;

    @AfterEach
    void removeHandler() {
        log.run("DELETE FROM attempt WHERE handler = ?", handler);
        log.run("DELETE FROM handler WHERE name = ?", handler);
    }

    @Test
    void isTheItemWithItsPayload() {
        long id = log.store(event(source, "a").body("{ \"b\":1 }"));
        reader().get("/api/events/" + id)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("id", equalTo(Long.toString(id)))
                .body("source", equalTo(source))
                .body("contact", nullValue())
                .body("duplicates", equalTo(0))
                .body("payload.b", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+1", "abc", "1e3", "1.0", "9223372036854775807", "9223372036854775808", "١"})
    void whatIsNoEventIsNotFound(String id) {
        for (String path : new String[] {"", "/raw"}) {
            reader().get("/api/events/" + id + path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("detail", equalTo("There is no such event."));
        }
    }

    @Test
    void aNulInAnIdIsRefused() {
        reader().get("/api/events/%00").then().statusCode(400).body("parameter", equalTo("id"));
    }

    /** Positions are relative to the event: -1 is just before it. */
    @ParameterizedTest
    @CsvSource({
        "{}, -5, -1, pending",
        "{}, -5, 0, done",
        "{}, 0, 0, skipped",
        "{}, -1, 0, done",
        "{a}, -5, 0, done",
        "'{b,c}', -5, 0, skipped",
        "'{b,c}', -5, -1, pending",
    })
    void whatHasNoRedeliveryFollowsFromThePosition(String types, long start, long position, String state) {
        long id = store();
        handler(types, id + start, id + position);
        var json = handlerOf(id);
        assertEquals(state, json.getString("state"));
        // What went well at its first attempt has had one, though nothing is left of it.
        assertEquals(state.equals("done") ? 1 : 0, json.getInt("attempts"));
        assertNull(json.get("lastError"));
        assertNull(json.get("nextAttemptAt"));
        assertEquals(List.of(), json.getList("history"));
    }

    @Test
    void aLaneNotYetBegunIsPendingFromTheStartOn() {
        long id = store();
        log.run("INSERT INTO handler VALUES (?, 'test', '{}', 'running', NULL, ?, 0)", handler, id - 1);
        assertEquals("pending", handlerOf(id).getString("state"));
    }

    @ParameterizedTest
    @CsvSource({"retrying, 2026-03-01T10:00:05Z", "blocked, ", "dead, ", "discarded, "})
    void whatHasARedeliverySaysSo(String state, String due) {
        long id = store();
        handler("{}", 0, id);
        log.run("""
                INSERT INTO redelivery (event_id, handler, key, lane, state, attempts, last_error, due_at, settled_at)
                VALUES (?, ?, 'k', 3, ?, 2, 'HTTP 500', ?::timestamptz,
                        CASE WHEN ? IN ('dead', 'discarded') THEN now() END)""", id, handler, state, due, state);
        var json = handlerOf(id);
        assertEquals(state, json.getString("state"));
        assertEquals(2, json.getInt("attempts"));
        assertEquals("HTTP 500", json.getString("lastError"));
        assertEquals(due, json.getString("nextAttemptAt"));
    }

    @Test
    void aFailedReplayDoesNotUndoWhatIsDone() {
        long id = store();
        handler("{}", 0, id);
        log.run("""
                INSERT INTO redelivery (event_id, handler, key, lane, state, replay_id, due_at)
                VALUES (?, ?, 'k', 3, 'replayed', 7, now())""", id, handler);
        assertEquals("done", handlerOf(id).getString("state"));
    }

    @Test
    void doneAfterFailuresKeepsItsAttempts() {
        long id = store();
        handler("{}", 0, id);
        String attempt = """
                INSERT INTO attempt (event_id, handler, attempt, outcome, error, duration_ms, replay_id, ended_at)
                VALUES (?, ?, ?, ?, ?, 12, ?::bigint, '2026-03-01T10:00:00Z')""";
        log.run(attempt, id, handler, 1, "retry", "HTTP 500", null);
        log.run(attempt, id, handler, 2, "done", null, null);
        log.run(attempt, id, handler, 3, "done", null, "7");
        var json = handlerOf(id);
        assertEquals("done", json.getString("state"));
        assertEquals(2, json.getInt("attempts"));
        assertEquals(List.of(3, 2, 1), json.getList("history.attempt"));
        assertEquals(Arrays.asList("7", null, null), json.getList("history.replayId"));
        assertEquals(
                Map.of("attempt", 2, "at", "2026-03-01T10:00:00Z", "outcome", "done", "durationMs", 12),
                withoutNulls(json.getMap("history[1]")));
    }

    @Test
    void whatTheReceiverAnsweredStandsWithTheAttempt() {
        long id = store();
        handler("{}", 0, id);
        log.run("""
                INSERT INTO attempt (event_id, handler, attempt, outcome, error, duration_ms, response_status, response_type,
                                     response_body)
                VALUES (?, ?, 1, 'retry', 'HTTP 422 from crm:443', 12, 422, 'text/plain', 'no such phone'),
                       (?, ?, 2, 'retry', 'connection refused: crm:443', 12, NULL, NULL, NULL)""", id, handler, id, handler);
        var json = handlerOf(id);
        assertNull(json.get("history[0].response"));
        assertEquals(
                Map.of("status", 422, "contentType", "text/plain", "body", "no such phone"),
                json.getMap("history[1].response"));
    }

    @Test
    void attemptsBeforeAnOperatorsRetryCountToo() {
        long id = store();
        handler("{}", 0, id);
        String attempt = """
                INSERT INTO attempt (event_id, handler, attempt, outcome, error, duration_ms)
                VALUES (?, ?, ?, ?, ?, 12)""";
        log.run(attempt, id, handler, 1, "retry", "HTTP 500");
        log.run(attempt, id, handler, 2, "dead", "HTTP 500");
        log.run(attempt, id, handler, 1, "done", null);
        assertEquals(3, handlerOf(id).getInt("attempts"));
    }

    private static Map<Object, Object> withoutNulls(Map<Object, Object> map) {
        map.values().removeIf(Objects::isNull);
        return map;
    }

    private long store() {
        return log.store(event(source, "a").lane(LANE));
    }

    private void handler(String types, long start, long position) {
        log.run("INSERT INTO handler VALUES (?, 'test', ?::text[], 'running', NULL, ?, 0)", handler, types, start);
        log.run("INSERT INTO lane_cursor (handler, lane, position) VALUES (?, ?, ?)", handler, LANE, position);
    }

    private JsonPath handlerOf(long id) {
        return reader().get("/api/events/" + id)
                .jsonPath()
                .setRootPath("handlers.find { it.handler == '" + handler + "' }");
    }
}
