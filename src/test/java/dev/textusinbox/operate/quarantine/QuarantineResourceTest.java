package dev.textusinbox.operate.quarantine;

import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.textusinbox.log.AppendResult;
import dev.textusinbox.scripted.ScriptedInbox;
import dev.textusinbox.security.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class QuarantineResourceTest {
    @Inject
    ScriptedInbox inbox;

    private final String source = newSource();

    @Test
    void whatWasKeptIsListedAndGivenBackByteForByte() {
        String body = "no JSON: " + source + " ✓";
        long id = inbox.quarantine(source, body);
        list("state=open")
                .body("items.id", contains(Long.toString(id)))
                .body("items[0].reason", equalTo("malformed"))
                .body("items[0].source", equalTo(source))
                .body("items[0].closedAt", nullValue())
                .body("items[0].eventId", nullValue())
                .body("items[0].contentType", equalTo("application/vnd.textus+json"))
                .body("items[0].bytes", equalTo(body.getBytes(StandardCharsets.UTF_8).length));
        byte[] raw = operator()
                .get("/admin/quarantine/" + id + "/raw")
                .then()
                .statusCode(200)
                .header("Content-Type", "application/vnd.textus+json")
                .header("X-TextUs-Signature", "0102")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox")
                .header("Content-Disposition", "attachment")
                .extract()
                .asByteArray();
        assertArrayEquals(body.getBytes(StandardCharsets.UTF_8), raw);
    }

    @Test
    void whatStillCannotBeReadStays() {
        long id = inbox.quarantine(source, "no JSON: " + source);
        post(id, "retry").statusCode(409).body("detail", containsString("malformed"));
        list("state=open").body("items.id", contains(Long.toString(id)));
    }

    @Test
    void aRepeatOfAnOpenEntryIsTheSameEntry() {
        String body = "no JSON: " + source;
        long id = inbox.quarantine(source, body);
        assertEquals(id, inbox.quarantine(source, body));
        list("").body("items.id", contains(Long.toString(id)));
        post(id, "discard").statusCode(200);
        assertNotEquals(id, inbox.quarantine(source, body), "what is closed is over");
    }

    @Test
    void itIsListedByReason() {
        long malformed = inbox.quarantine(source, "no JSON: " + source);
        long list = inbox.quarantine(source, "[\"" + source + "\"]");
        list("reason=malformed").body("items.id", contains(Long.toString(malformed)));
        list("reason=not-an-object").body("items.id", contains(Long.toString(list)));
        list("reason=conflict").body("items", empty());
    }

    @Test
    void whatWaitsIsAMetric() {
        long first = inbox.quarantine(source, "no JSON: " + source);
        inbox.quarantine(source, "no JSON either: " + source);
        awaitMetric("malformed", 2);
        awaitMetric("conflict", 0);
        post(first, "discard").statusCode(200);
        awaitMetric("malformed", 1);
    }

    private void awaitMetric(String reason, int open) {
        String line = "inbox_quarantine{reason=\"%s\",source=\"%s\"} %d.0".formatted(reason, source, open);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> RestAssured.get("/q/metrics").asString().contains(line));
    }

    @Test
    void anErasedBodyIsGone() {
        long id = inbox.quarantine(source, "no JSON: " + source);
        inbox.numbers("""
                UPDATE quarantine SET body = NULL, digest = NULL, state = 'discarded', closed_at = now()
                 WHERE id = ? RETURNING 1""", id);
        list("").body("items.bytes", contains(0));
        operator()
                .get("/admin/quarantine/" + id + "/raw")
                .then()
                .statusCode(410)
                .contentType("application/problem+json");
        post(id, "retry").statusCode(409);
    }

    @Test
    void whatCanBeReadNowBecomesAnEvent() {
        // As if a version that could not read it had kept it.
        String body = ScriptedInbox.body(newPhone());
        long id = inbox.numbers("""
                        INSERT INTO quarantine (received_at, source, reason, digest, body)
                        VALUES (now(), ?, 'no-type', '\\x00', convert_to(?, 'UTF8')) RETURNING id""", source, body).get(0);
        String event = operator(Map.of("reason", "the new version can"))
                .post("/admin/quarantine/" + id + "/retry")
                .then()
                .statusCode(200)
                .body("state", equalTo("retried"))
                .body("closedAt", notNullValue())
                .extract()
                .path("eventId");
        operator().get("/api/events/" + event).then().statusCode(200).body("source", equalTo(source));
        post(id, "retry").statusCode(409);
        post(id, "discard").statusCode(409);
        list("state=open").body("items", empty());
        list("state=retried").body("items.id", contains(Long.toString(id)));
        operator()
                .get("/admin/audit")
                .then()
                .body("items.find { it.action == 'quarantine.retry' }.detail.eventId", equalTo(event))
                .body("items.find { it.action == 'quarantine.retry' }.reason", equalTo("the new version can"));
    }

    @Test
    void whatIsStoredAlreadyClosesAsThatEvent() {
        String body = ScriptedInbox.body(newPhone());
        long event = ((AppendResult.Stored) inbox.append(source, body)).eventId();
        long id = inbox.numbers("""
                        INSERT INTO quarantine (received_at, source, reason, digest, body)
                        VALUES (now(), ?, 'no-type', '\\x01', convert_to(?, 'UTF8')) RETURNING id""", source, body).get(0);
        post(id, "retry").statusCode(200).body("eventId", equalTo(Long.toString(event)));
    }

    @Test
    void aConflictIsStillOne() {
        String body = ScriptedInbox.body(newPhone());
        long event = ((AppendResult.Stored) inbox.append(source, body)).eventId();
        assertEquals(new AppendResult.Duplicate(event, true), inbox.append(source, body + " "));
        String id = list("state=open")
                .body("items.reason", contains("conflict"))
                .body("items.eventId", contains(Long.toString(event)))
                .extract()
                .path("items[0].id");
        post(Long.parseLong(id), "retry").statusCode(409).body("detail", containsString(Long.toString(event)));
        list("").body("items.id", contains(id));
    }

    @Test
    void aDiscardedOneIsClosed() {
        long id = inbox.quarantine(source, "no JSON: " + source);
        post(id, "discard").statusCode(200).body("state", equalTo("discarded")).body("closedAt", notNullValue());
        post(id, "discard").statusCode(409);
        list("state=open").body("items", empty());
        list("").body("items.state", contains("discarded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "x", "9223372036854775807"})
    void whatIsNotThereIsNotFound(String id) {
        operator()
                .get("/admin/quarantine/" + id + "/raw")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        for (String action : List.of("retry", "discard")) {
            operator()
                    .post("/admin/quarantine/" + id + "/" + action)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    @ParameterizedTest
    @CsvSource({"state, closed", "limit, 0", "cursor, x", "reason, odd", "colour, red"})
    void aParameterThatIsWrongIsNamed(String name, String value) {
        operator()
                .queryParam(name, value)
                .get("/admin/quarantine")
                .then()
                .statusCode(400)
                .body("parameter", equalTo(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/quarantine",
                "/admin/quarantine/1/raw",
                "/admin/handlers",
                "/admin/redeliveries",
                "/admin/ledger",
                "/admin/sources"
            })
    void operatingIsForOperatorsOnly(String path) {
        RestAssured.get(path).then().statusCode(401).contentType("application/problem+json");
        RestAssured.given()
                .auth()
                .preemptive()
                .oauth2(TestKeys.READER)
                .get(path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/quarantine/1/discard",
                "/admin/handlers/scripted-a/pause",
                "/admin/redeliveries/1/retry",
                "/admin/redeliveries/retry",
                "/admin/replays",
                "/admin/replays/1/cancel"
            })
    void changingIsForOperatorsOnly(String path) {
        RestAssured.given()
                .auth()
                .preemptive()
                .oauth2(TestKeys.READER)
                .contentType("application/json")
                .body("{}")
                .post(path)
                .then()
                .statusCode(403);
    }

    private ValidatableResponse list(String query) {
        return operator()
                .queryParam("source", source)
                .get("/admin/quarantine" + (query.isEmpty() ? "" : "?" + query))
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse post(long id, String action) {
        return operator().post("/admin/quarantine/" + id + "/" + action).then();
    }
}
