package dev.textusinbox.provider;

import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.textusinbox.alarm.AlarmRounds;
import dev.textusinbox.handler.WebhookSigner;
import dev.textusinbox.scripted.ScriptedInbox;
import dev.textusinbox.simulator.Failure;
import dev.textusinbox.simulator.SimulatedIntegrations;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(WatchedProfile.class)
class WatcherTest {
    private static final String PATH = "/admin/integrations/watched";

    @Inject
    Watcher watcher;

    @Inject
    HourlyCounts hours;

    @Inject
    AlarmRounds alarms;

    @Inject
    ScriptedInbox inbox;

    @Inject
    AgroalDataSource database;

    private SimulatedIntegrations provider;
    private String id;

    @BeforeEach
    void startWithAnIntegration() throws SQLException {
        provider = WatchedProfile.provider();
        sql("DELETE FROM provider_integration");
        sql("DELETE FROM alarm_notice");
        sql("DELETE FROM alarm");
        sql("DELETE FROM hourly_count");
        sql("UPDATE source SET last_received_at = now()");
        sql("UPDATE quarantine SET state = 'discarded', closed_at = now() WHERE state = 'open'");
        operator(Map.of("reason", "first day")).put(PATH).then().statusCode(200);
        id = provider.integrations().get(0).path("id").asText();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void anUnhealthyOneRaisesOneAlarmAndClearsIt() throws SQLException {
        look();
        assertEquals(List.of(), all("provider-unhealthy"));
        provider.healthy(id, false);
        look();
        look();
        Map<String, Object> alarm = only("provider-unhealthy");
        assertEquals("watched", alarm.get("source"));
        assertNotNull(alarm.get("since"));
        assertNull(alarm.get("until"));
        assertTrue(RestAssured.get("/q/metrics")
                .asString()
                .contains("inbox_alarms_open{kind=\"provider-unhealthy\"} 1.0"));

        provider.healthy(id, true);
        look();

        assertNotNull(only("provider-unhealthy").get("until"));
        assertEquals(List.of(), open());
        assertTrue(RestAssured.get("/q/metrics")
                .asString()
                .contains("inbox_alarms_open{kind=\"provider-unhealthy\"} 0.0"));
    }

    @Test
    void driftRaisesOneAlarmAndItsRepairClearsIt() throws SQLException {
        provider.edit(id, integration -> integration.put("active", false));
        look();
        look();
        String detail = only("provider-drift").get("detail").toString();
        assertTrue(detail.contains("active is false, wanted is true"), detail);
        operator(Map.of("reason", "repair")).put(PATH).then().statusCode(200);
        // No moving of the clock here: a change is looked at at once.
        watcher.sweep();
        alarms.run();
        assertNotNull(only("provider-drift").get("until"));
    }

    @Test
    void aDeletedIntegrationIsDriftToo() throws SQLException {
        provider.delete(id);
        look();
        assertTrue(only("provider-drift").get("detail").toString().contains("no integration"));
    }

    @Test
    void aProviderThatFailsChangesNothing() throws SQLException {
        provider.healthy(id, false);
        look();
        provider.fail(Failure.error(401, "expired"));
        look();
        assertEquals(1, open().size());
        assertNull(only("provider-unhealthy").get("until"));
    }

    @Test
    void whoeverClaimsLooksAndNobodyElse() throws Exception {
        sql("UPDATE provider_integration SET check_at = now()");
        int before = provider.requests().size();
        atOnce(6, watcher::sweep);
        assertEquals(before + 1, provider.requests().size());
    }

    @Test
    void severalInstancesRaiseAndClearAnAlarmOnce() throws Exception {
        provider.healthy(id, false);
        sql("UPDATE provider_integration SET check_at = now()");
        watcher.sweep();
        atOnce(6, alarms::run);
        alarms.run();
        assertEquals(1, all("provider-unhealthy").size());
        assertEquals(1, inbox.numbers("SELECT count(*) FROM alarm_notice").get(0));
    }

    @ParameterizedTest
    @CsvSource({
        // events in each of the last hours of each week, hours of silence, alarm
        "100 100 100 100, 2, true",
        "100 100 100 0, 2, false", // one such week was quiet
        "100, 2, true",
        "'', 2, false", // younger than a week
        "4 4 4 4, 2, false", // too few to tell
        "4 4 4 4, 6, true",
        "1000 1000 1000 1000, 0, false",
    })
    void silenceIsWhatEvenTheQuietestWeekWasNot(String weeks, int hoursOfSilence, boolean alarm) throws SQLException {
        inbox.store("watched", ScriptedInbox.newPhone());
        // The oldest hour of all is there in each case, or there would be no week to compare with.
        String[] counts = weeks.isEmpty() ? new String[0] : weeks.split(" ");
        for (int week = 1; week <= counts.length; week++) {
            sql("""
                    INSERT INTO hourly_count SELECT 'watched', date_trunc('hour', now(), 'UTC') - h * interval '1 hour'
                           - %d * interval '168 hours', %s FROM generate_series(0, 12) h""".formatted(week, counts[week - 1]));
        }
        sql("UPDATE source SET last_received_at = now() - interval '%d hours' WHERE name = 'watched'"
                .formatted(hoursOfSilence));
        alarms.run();
        alarms.run();
        assertEquals(alarm ? 1 : 0, all("silence").size());

        inbox.store("watched", ScriptedInbox.newPhone());
        alarms.run();

        assertEquals(List.of(), open());
    }

    @Test
    void eventsAreCountedByTheHourOnce() {
        for (int i = 0; i < 3; i++) {
            inbox.store("watched", ScriptedInbox.newPhone());
        }
        hours.sweep();
        hours.sweep();
        List<Long> sums = inbox.numbers("""
                SELECT (SELECT position FROM hourly_progress), (SELECT max(id) FROM event),
                       (SELECT sum(n)::bigint FROM hourly_count WHERE source = 'watched')""");
        assertEquals(sums.get(1), sums.get(0));
        long before = sums.get(2);
        inbox.store("watched", ScriptedInbox.newPhone());
        hours.sweep();
        assertEquals(
                before + 1,
                inbox.numbers("SELECT sum(n) FROM hourly_count WHERE source = 'watched'")
                        .get(0));
    }

    @Test
    void whatIsInQuarantineRaisesAnAlarmUntilItIsClosed() {
        String source = ScriptedInbox.newSource();
        long entry = inbox.quarantine(source, "no JSON " + source);
        String body = ScriptedInbox.body(ScriptedInbox.newPhone());
        inbox.append(source, body);
        inbox.append(source, body + " ");
        alarms.run();
        assertEquals(source, only("quarantine").get("source"));
        assertEquals(source, only("conflict").get("source"));
        operator().post("/admin/quarantine/" + entry + "/discard").then().statusCode(200);
        alarms.run();
        assertNotNull(only("quarantine").get("until"));
        assertNull(only("conflict").get("until"));
    }

    @Test
    void deadEventsRaiseAnAlarmUntilTheyAreGone() throws SQLException {
        sql("""
                INSERT INTO redelivery (event_id, lane, handler, key, state, settled_at)
                VALUES (0, 0, 'scripted-a', 'alarm-test', 'dead', now())""");
        alarms.run();
        Map<String, Object> alarm = only("dead");
        assertNull(alarm.get("source"));
        assertTrue(alarm.get("detail").toString().contains("scripted-a 1"), alarm.toString());
        sql("DELETE FROM redelivery WHERE key = 'alarm-test'");
        alarms.run();
        assertNotNull(only("dead").get("until"));
    }

    @Test
    void theAlarmWebhookIsToldSignedAndAgainUntilItTakesIt() throws Exception {
        URI url = URI.create(ConfigProvider.getConfig().getValue("inbox.alarms.url", String.class));
        List<JsonNode> told = new CopyOnWriteArrayList<>();
        List<String> ids = new CopyOnWriteArrayList<>();
        AtomicInteger refuse = new AtomicInteger(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()), 0);
        server.createContext("/alarms", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String webhook = exchange.getRequestHeaders().getFirst("webhook-id");
            long at = Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp"));
            String expected = new WebhookSigner("whsec_" + "c2VjcmV0LW9mLXRoZS1hbGFybXM=").sign(webhook, at, body);
            boolean signed = expected.equals(exchange.getRequestHeaders().getFirst("webhook-signature"));
            ids.add(webhook);
            if (signed && refuse.getAndDecrement() <= 0) {
                told.add(JsonMapper.builder().build().readTree(new String(body, UTF_8)));
                exchange.sendResponseHeaders(204, -1);
            } else {
                exchange.sendResponseHeaders(500, -1);
            }
            exchange.close();
        });
        server.start();
        try {
            provider.healthy(id, false);
            look();
            alarms.tell();
            provider.healthy(id, true);
            look();
            alarms.tell();
            assertEquals(List.of(), told, "its end is not told before its beginning");
            sql("UPDATE alarm_notice SET due_at = now()");
            alarms.tell();
            alarms.tell();
        } finally {
            server.stop(0);
        }
        assertEquals(
                List.of("alarm.opened", "alarm.closed"),
                told.stream().map(each -> each.path("type").asText()).toList());
        assertEquals("provider-unhealthy", told.get(0).at("/data/kind").asText());
        assertTrue(told.get(0).at("/data/until").isNull());
        assertEquals(ids.get(0), ids.get(1), "the same id on each attempt");
        assertEquals(0, inbox.numbers("SELECT count(*) FROM alarm_notice").get(0));
    }

    private void look() throws SQLException {
        sql("UPDATE provider_integration SET check_at = now()");
        watcher.sweep();
        alarms.run();
    }

    private static List<Map<String, Object>> all(String kind) {
        return operator().get("/admin/alarms").jsonPath().getList("items.findAll { it.kind == '" + kind + "' }");
    }

    private static List<Map<String, Object>> open() {
        return operator().get("/admin/alarms?open=true").jsonPath().getList("items");
    }

    private static Map<String, Object> only(String kind) {
        List<Map<String, Object>> all = all(kind);
        assertEquals(1, all.size(), all.toString());
        return all.get(0);
    }

    private static void atOnce(int threads, Runnable action) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(action));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
