package dev.textusinbox.retention;

import static dev.textusinbox.scripted.ScriptedInbox.awaitQuiet;
import static dev.textusinbox.scripted.ScriptedInbox.ledger;
import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static dev.textusinbox.scripted.ScriptedInbox.redelivery;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.scripted.ScriptedHandlers;
import dev.textusinbox.scripted.ScriptedInbox;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RetentionTest {
    private static final Duration KEPT = Duration.ofDays(90);

    @Inject
    ScriptedInbox inbox;

    @Inject
    ScriptedHandlers handlers;

    @Inject
    AgroalDataSource database;

    @Inject
    Retention retention;

    private final String source = newSource();
    private final String phone = newPhone();
    private final String idle = "zz-idle-" + UUID.randomUUID();

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @AfterAll
    static void reset() {
        Awaitility.reset();
    }

    /** A model's instance that ends late may have registered its handlers once more: they would keep everything. */
    @BeforeEach
    void dropWhatOtherTestsLeft() {
        inbox.numbers("WITH d AS (DELETE FROM handler WHERE name ~ '^(model|zz|history-test)-') SELECT 1");
    }

    @AfterEach
    void tidy() {
        inbox.numbers("WITH d AS (DELETE FROM handler WHERE name = ?) SELECT 1", idle);
        operator().post("/admin/handlers/scripted-a/resume");
    }

    @Test
    void whatIsDoneGoesWithAllThatHangsOnItAndStaysCounted() throws Exception {
        String body = ScriptedInbox.body(phone);
        long handled = ((Stored) inbox.append(source, body)).eventId();
        inbox.append(source, body);
        awaitQuiet();
        handlers.a.answer(phone, Outcome.giveUp("no"));
        long discarded = inbox.store(source, phone);
        String id = (String) redelivery("scripted-a", discarded, "dead").get("id");
        operator().post("/admin/redeliveries/" + id + "/discard").then().statusCode(200);
        awaitProjections();
        age();
        long young = inbox.store(source, phone);
        redelivery("scripted-a", young, "dead");
        awaitProjections();
        Map<String, Object> before = ledger("scripted-a");

        retention.pass(KEPT);

        assertEquals(List.of(young), left());
        assertEquals(before, ledger("scripted-a"));
        for (String table : List.of("duplicate", "attempt", "redelivery")) {
            assertEquals(
                    List.of(0L),
                    inbox.numbers("SELECT count(*) FROM " + table + " WHERE event_id IN (?, ?)", handled, discarded),
                    table);
        }
        operator().get("/api/events/" + handled).then().statusCode(404);
        assertTrue(RestAssured.get("/q/metrics").asString().contains("inbox_retention_removed_events_total"));
        assertTrue(RestAssured.get("/q/metrics").asString().contains("inbox_oldest_event_age_seconds"));
    }

    @Test
    void aFailedEventStaysUntilSomebodyDecides() throws Exception {
        handlers.a.answer(phone, Outcome.retry("not yet"));
        handlers.b.answer(phone, Outcome.giveUp("never"));
        long retrying = inbox.store(source, phone);
        redelivery("scripted-a", retrying, "retrying");
        String dead = (String) redelivery("scripted-b", retrying, "dead").get("id");
        awaitProjections();
        age();
        retention.pass(KEPT);
        assertEquals(List.of(retrying), left());

        handlers.a.answer(phone, Outcome.done());
        await().until(() -> operator()
                .queryParam("contact", phone)
                .get("/admin/redeliveries")
                .jsonPath()
                .getList("items.state")
                .equals(List.of("dead")));
        retention.pass(KEPT);
        assertEquals(List.of(retrying), left(), "a dead letter waits for an operator");

        operator().post("/admin/redeliveries/" + dead + "/discard").then().statusCode(200);
        retention.pass(KEPT);
        assertEquals(List.of(), left());
        ledger("scripted-b");
    }

    @Test
    void whatAReplayHasYetToDeliverStays() throws Exception {
        long event = inbox.store(source, phone);
        awaitProjections();
        age();
        operator().post("/admin/handlers/scripted-a/pause").then().statusCode(200);
        String replay = operator(Map.of(
                        "reason", "again", "handlers", List.of("scripted-a"), "filter", Map.of("source", source)))
                .post("/admin/replays")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        retention.pass(KEPT);
        assertEquals(List.of(event), left());

        operator().post("/admin/replays/" + replay + "/cancel").then().statusCode(200);
        retention.pass(KEPT);
        assertEquals(List.of(), left());
    }

    @Test
    void whatAHandlerHasNotPassedStaysEvenIfNobodyRunsIt() throws Exception {
        inbox.numbers("SELECT 1 FROM (SELECT register_handler(?, 'bean', '{}', false, 16)) r", idle);
        long event = inbox.store(source, phone);
        awaitProjections();
        age();
        retention.pass(KEPT);
        assertEquals(List.of(event), left());

        operator().delete("/admin/handlers/" + idle + "?reason=gone").then().statusCode(204);
        retention.pass(KEPT);
        assertEquals(List.of(), left());
    }

    @Test
    void aLaterHandlerHasSkippedWhatIsGone() throws Exception {
        inbox.store(source, phone);
        awaitProjections();
        age();
        retention.pass(KEPT);
        inbox.numbers("SELECT 1 FROM (SELECT register_handler(?, 'bean', '{}', false, 16)) r", idle);

        Map<String, Object> line = ledger(idle);
        assertEquals(
                inbox.numbers("SELECT count(*), (SELECT removed FROM retention) FROM event"),
                List.of(((Number) line.get("pending")).longValue(), ((Number) line.get("skipped")).longValue()));
    }

    @Test
    void aReaderGoesOnWhereItsCursorPointsToWhatIsGone() throws Exception {
        inbox.store(source, phone);
        inbox.store(source, phone);
        String next = operator()
                .get("/api/events?order=asc&limit=1&source=" + source)
                .then()
                .extract()
                .path("next");
        awaitProjections();
        age();
        long young = inbox.store(source, phone);
        retention.pass(KEPT);

        operator()
                .get("/api/events?order=asc&limit=1&source=" + source + "&cursor=" + next)
                .then()
                .statusCode(200)
                .body("items.id", contains(Long.toString(young)));
    }

    @Test
    void anOptOutOutlivesItsEvent() throws Exception {
        String body = """
                {"action":"contact.opted_out","id":"%s","timestamp":"2026-03-01T10:17:30Z","contact":{"phoneNumber":"%s"}}""".formatted(UUID.randomUUID(), phone);
        long event = ((Stored) inbox.append(source, body)).eventId();
        awaitProjections();
        age();
        retention.pass(KEPT);

        operator().get("/api/events/" + event).then().statusCode(404);
        operator()
                .get("/api/contacts/" + phone)
                .then()
                .statusCode(200)
                .body("consent.state", equalTo("opted_out"))
                .body("consent.eventId", equalTo(Long.toString(event)));
    }

    @Test
    void ofTheQuarantineOnlyWhatIsClosedGoes() throws Exception {
        long open = inbox.quarantine(source, "no JSON, open: " + source);
        long closed = inbox.quarantine(source, "no JSON, closed: " + source);
        operator().post("/admin/quarantine/" + closed + "/discard").then().statusCode(200);
        inbox.numbers("""
                WITH u AS (UPDATE quarantine SET received_at = received_at - interval '91 days' WHERE source = ?)
                SELECT 1""", source);
        retention.pass(KEPT);

        assertEquals(
                List.of(1L, open), inbox.numbers("SELECT count(*), max(id) FROM quarantine WHERE source = ?", source));
    }

    @Test
    void oneInstanceAtATime() throws Exception {
        long event = inbox.store(source, phone);
        awaitProjections();
        age();
        try (var connection = database.getConnection();
                var lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("SELECT pg_advisory_xact_lock(7883701943)");
            retention.pass(KEPT);
            List<Long> left = left();
            connection.rollback();
            connection.setAutoCommit(true);
            assertEquals(List.of(event), left);
        }
        retention.pass(KEPT);
        assertEquals(List.of(), left());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 47, 876_001})
    void aTimeOutOfItsRangeStopsTheStart(long hours) {
        RetentionConfig config = () -> Optional.of(Duration.ofHours(hours));
        var refused = assertThrows(
                ConfigurationException.class, () -> new Retention(config, null, null, new SimpleMeterRegistry()));
        assertTrue(refused.getMessage().startsWith("inbox.retention.events: must be from 2d to 36500d"));
    }

    @Test
    void twoDaysWillDo() {
        RetentionConfig config = () -> Optional.of(Duration.ofDays(2));
        assertNotNull(new Retention(config, null, null, new SimpleMeterRegistry()));
    }

    /** All events so far become old, as they would: never before those that came before them. */
    private void age() {
        inbox.numbers("""
                WITH u AS (UPDATE event SET received_at = received_at - interval '91 days'
                            WHERE received_at > now() - interval '1 day')
                SELECT 1""");
    }

    /** All handlers that run have passed everything. */
    private static void awaitProjections() {
        await().until(
                        () -> operator()
                                .get("/admin/handlers")
                                .jsonPath()
                                .<Integer>getList("items.findAll { it.instances > 0 }.backlog")
                                .stream()
                                .allMatch(backlog -> backlog == 0));
    }

    private List<Long> left() {
        return operator().get("/api/events?order=asc&source=" + source).jsonPath().<String>getList("items.id").stream()
                .map(Long::valueOf)
                .toList();
    }
}
