package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.RecordingSink.Forward;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The first version's database under this version's program. What it left behind is recorded, see the head of
 * {@code upgrade/first-version.sql}; the numbers here are those of that recording.
 */
class UpgradeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> FORWARDS = List.of("orders", "flaky", "dying", "strict", "later");

    private static final int EVENTS = 44;
    private static final long LAST = 48;
    /** Forward flaky failed for the first of them; the others wait behind it. */
    private static final List<Long> RETRIED = List.of(32L, 33L, 34L);
    /** Forward strict is held at the first of them. */
    private static final List<Long> HELD = List.of(38L, 39L, 40L);
    /** Forward later was paused before these. */
    private static final List<Long> BACKLOG =
            LongStream.rangeClosed(32, LAST).boxed().toList();

    @Test
    void whatTheFirstVersionLeftIsReadAndGoneOnWith() throws Exception {
        Map<String, RecordingSink> sinks = new HashMap<>();
        FORWARDS.forEach(name -> sinks.put(name, RecordingSink.open()));
        try (var database = PostgresServer.create()) {
            run(database, resource("first-version.sql"));
            try (var program = InboxProcess.with(database.settings())) {
                sinks.forEach((name, sink) -> program.set("inbox.forwards." + name + ".url", sink.url()));
                program.set("inbox.handlers.strict.on-dead", "hold").start();
                var inbox = program.client();

                assertHistory(inbox);
                assertProjections(inbox);
                assertBooks(inbox);
                assertFailedEventsGoOn(inbox, sinks);
                assertReplayGoesOn(inbox, sinks.get("orders"));
                assertOperatorsGoOn(inbox, sinks);
                List<Long> fresh = assertNewEventsArrive(inbox, sinks);
                assertNothingTwice(sinks, fresh);
                for (String name : FORWARDS) {
                    Accounts.assertAddsUp(inbox.ledgerOf(name));
                }
                for (String name : List.of("consent", "messages")) {
                    await(name + " is up to date")
                            .atMost(PATIENCE)
                            .until(() -> inbox.ledgerOf(name).get("pending").asInt() == 0);
                    Accounts.assertAddsUp(inbox.ledgerOf(name));
                }
                assertEquals(0, program.stop(), program::lastLines);
            }
        } finally {
            sinks.values().forEach(RecordingSink::close);
        }
    }

    /** While instances are replaced one by one, the first version works on the schema of this one. */
    @Test
    void whatTheFirstVersionSendsToTheDatabaseIsStillTaken() throws Exception {
        try (var database = PostgresServer.create()) {
            try (var program = InboxProcess.with(database.settings()).start()) {
                assertEquals(0, program.stop(), program::lastLines);
            }
            // Its own handlers are in the way of the recorded ones' numbers.
            run(database, "DELETE FROM handler; DELETE FROM instance");
            try (Connection connection = connection(database);
                    var statement = connection.createStatement()) {
                for (String each :
                        resource("first-version-statements.sql").lines().toList()) {
                    try {
                        statement.execute(each);
                    } catch (SQLException e) {
                        throw new AssertionError("no longer taken: " + each, e);
                    }
                }
            }
            try (var view = LaneView.of(database)) {
                assertEquals(9, view.number("SELECT count(*) FROM event"));
                assertEquals(12, view.number("SELECT count(*) FROM redelivery"));
                assertEquals(4, view.number("SELECT count(*) FROM replay"));
            }
        }
    }

    private static void assertHistory(InboxClient inbox) throws Exception {
        List<JsonNode> history = inbox.history();
        assertEquals(EVENTS, history.size());
        assertEquals(LAST, history.get(EVENTS - 1).get("id").asLong());
        for (JsonNode item : history) {
            String id = item.get("id").asText();
            HttpResponse<byte[]> raw = inbox.raw("/api/events/" + id + "/raw");
            assertEquals(200, raw.statusCode(), id);
            assertTrue(inbox.json("/api/events/" + id).has("payload"), id);
        }
        JsonNode twice = history.stream()
                .filter(item -> item.get("id").asText().equals("6"))
                .findFirst()
                .orElseThrow();
        assertEquals(2, twice.get("duplicates").asInt());
        HttpResponse<byte[]> raw = inbox.raw("/api/events/6/raw");
        assertEquals(
                HexFormat.of().formatHex(Keys.hmac(Keys.SECRET.getBytes(UTF_8), raw.body())),
                raw.headers().firstValue("X-TextUs-Signature").orElseThrow(),
                "the bytes that were signed");
        assertEquals(
                1, inbox.json("/api/events?type=survey.answered").get("items").size());
        assertEquals(1, inbox.json("/api/events?source=legacy").get("items").size());
        assertEquals("dead", inbox.handled("35", "dying").get("state").asText());
        assertEquals("discarded", inbox.handled("37", "dying").get("state").asText());
        assertEquals("done", inbox.handled("35", "orders").get("state").asText());
    }

    private static void assertProjections(InboxClient inbox) throws Exception {
        assertEquals("opted_out", consent(inbox, "+13035550110"));
        assertEquals("opted_in", consent(inbox, "+13035550111"));
        assertEquals("unknown", consent(inbox, "+13035550120"));
        var lookup = inbox.send("POST", "/api/contacts/lookup", "{\"phones\":[\"(303) 555-0110\"]}");
        assertTrue(lookup.body().contains("opted_out"), lookup.body());
        assertEquals(
                "delivered", inbox.json("/api/messages/6Nvq9M").get("status").asText());
    }

    private static String consent(InboxClient inbox, String phone) throws Exception {
        return inbox.json("/api/contacts/" + phone).get("consent").get("state").asText();
    }

    private static void assertBooks(InboxClient inbox) throws Exception {
        JsonNode source = inbox.json("/admin/ledger").get("sources").get(1);
        assertEquals("textus", source.get("source").asText());
        assertEquals(EVENTS - 1, source.get("stored").asInt(), source::toString);
        assertEquals(8, inbox.json("/admin/audit").get("items").size());
        assertEquals(5, inbox.json("/admin/quarantine").get("items").size());
        assertEquals(4, inbox.json("/admin/replays").get("items").size());
    }

    private static void assertFailedEventsGoOn(InboxClient inbox, Map<String, RecordingSink> sinks) {
        awaitDelivered(sinks.get("flaky"), RETRIED);
        assertTrue(Integer.parseInt(sinks.get("flaky").forwards().get(0).header("inbox-attempt")) > 1);
        await("nothing is left of it")
                .atMost(PATIENCE)
                .until(() -> inbox.ledgerOf("flaky").get("handled").asInt() == EVENTS);
    }

    /** Two of its six events were through; the others come at its rate of one a second. */
    private static void assertReplayGoesOn(InboxClient inbox, RecordingSink orders) throws Exception {
        await("the replay is through")
                .atMost(PATIENCE)
                .until(() ->
                        inbox.json("/admin/replays/4").get("state").asText().equals("completed"));
        assertEquals(6, inbox.json("/admin/replays/4").get("succeeded").asInt());
        assertEquals(4, orders.forwards().size());
        assertTrue(orders.forwards().stream().allMatch(each -> "4".equals(each.header("inbox-replay"))));
    }

    private static void assertOperatorsGoOn(InboxClient inbox, Map<String, RecordingSink> sinks) throws Exception {
        assertEquals(List.of(), ids(sinks.get("strict")), "held until an operator says so");
        assertEquals(List.of(), ids(sinks.get("later")), "paused until an operator says so");
        post(inbox, "/admin/redeliveries/retry", "{\"handler\":\"strict\",\"state\":\"dead\",\"reason\":\"mended\"}");
        awaitDelivered(sinks.get("strict"), HELD);
        post(inbox, "/admin/handlers/later/resume", "{\"reason\":\"moved\"}");
        awaitDelivered(sinks.get("later"), BACKLOG);
        post(inbox, "/admin/quarantine/4/discard", "{\"reason\":\"not ours\"}");
    }

    private static void post(InboxClient inbox, String path, String json) throws Exception {
        var answer = inbox.send("POST", path, json);
        assertTrue(List.of(200, 202).contains(answer.statusCode()), answer::body);
    }

    private static List<Long> assertNewEventsArrive(InboxClient inbox, Map<String, RecordingSink> sinks)
            throws Exception {
        var repeat = inbox.post(SignedPost.of(Deliveries.sample("message.received")));
        assertEquals("{\"outcome\":\"duplicate\",\"eventId\":\"6\"}", repeat.body());
        List<Long> fresh = IntStream.range(0, 3)
                .mapToObj(i -> Deliveries.message("+13035550120", "after " + i))
                .map(body -> stored(inbox, body))
                .toList();
        assertTrue(fresh.get(0) > LAST, fresh::toString);
        for (RecordingSink sink : sinks.values()) {
            await("new events are forwarded")
                    .atMost(PATIENCE)
                    .until(() -> ids(sink).containsAll(fresh));
        }
        return fresh;
    }

    private static long stored(InboxClient inbox, String body) {
        try {
            var answer = inbox.post(body);
            assertEquals(202, answer.statusCode(), answer::body);
            return InboxClient.parse(answer.body()).get("eventId").asLong();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Each of them got what it had not had, and no event again; the dead ones of dying stay dead. */
    private static void assertNothingTwice(Map<String, RecordingSink> sinks, List<Long> fresh) {
        Map<String, List<Long>> owed =
                Map.of("orders", List.of(), "flaky", RETRIED, "dying", List.of(), "strict", HELD, "later", BACKLOG);
        owed.forEach((name, events) -> {
            List<Long> own = sinks.get(name).forwards().stream()
                    .filter(each -> each.header("inbox-replay") == null)
                    .map(Forward::eventId)
                    .sorted()
                    .toList();
            assertEquals(Stream.concat(events.stream(), fresh.stream()).toList(), own, name);
            Accounts.assertInOrder(sinks.get(name));
        });
    }

    private static void awaitDelivered(RecordingSink sink, List<Long> events) {
        await("what was owed is forwarded")
                .atMost(PATIENCE)
                .until(() -> ids(sink).containsAll(events));
    }

    private static List<Long> ids(RecordingSink sink) {
        return sink.forwards().stream().map(Forward::eventId).toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = UpgradeIT.class.getResourceAsStream("/upgrade/" + name)) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    /** As the program's own role, which owns the tables. */
    private static void run(PostgresServer database, String sql) throws SQLException {
        try (Connection connection = connection(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connection(PostgresServer database) throws SQLException {
        Map<String, String> settings = database.settings();
        return DriverManager.getConnection(
                settings.get(PostgresServer.URL),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
    }
}
