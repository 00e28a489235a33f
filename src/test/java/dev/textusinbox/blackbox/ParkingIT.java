package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outage that nears the provider's patience, with its hours made seconds; and an operator who parks a source. */
class ParkingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String PHONE = "+13035550150";

    private PostgresServer database;
    private Map<String, String> settings;
    private InboxProcess program;

    @BeforeEach
    void start() {
        database = PostgresServer.create();
        settings = new HashMap<>(database.settings());
        settings.put("inbox.receive.recover-after", "2s");
    }

    @AfterEach
    void stop() {
        program.close();
        database.close();
    }

    @Test
    void aLongOutageParksTheSourceUntilTheDatabaseHasBeenWellForAWhile() throws Exception {
        settings.put("inbox.receive.park-after", "12s");
        program = InboxProcess.with(settings).start();
        assertEquals(202, post().statusCode());
        database.stop();
        assertEquals(504, post().statusCode(), "at first it is tried again");
        await("it is parked")
                .atMost(PATIENCE)
                .until(() -> post(), answer -> answer.statusCode() != 504 && asksForAnHour(answer));

        JsonNode source = source();
        assertEquals("outage", source.get("parkedBy").asText(), "the database is away, and it is shown all the same");
        assertNotNull(Instant.parse(source.get("outageSince").asText()));
        assertTrue(source.get("budgetSeconds").asLong() < 12 * 3600);
        assertTrue(program.client().get("/q/metrics").body().contains("inbox_source_parked{source=\"textus\"} 1.0"));

        database.start();
        await("it is taken again").atMost(PATIENCE).until(() -> post().statusCode(), status -> status == 202);
        assertTrue(source().get("parkedBy").isNull());
        assertTrue(source().get("outageSince").isNull());
        await("it is in the audit log").atMost(PATIENCE).until(() -> {
            String audit = program.client().json("/admin/audit").toString();
            return audit.contains("source.park") && audit.contains("source.accept");
        });
        await("it is among the alarms, though there was no database to raise it in")
                .atMost(PATIENCE)
                .until(() -> {
                    JsonNode alarms = program.client().json("/admin/alarms").get("items");
                    return alarms.size() == 1
                            && "outage".equals(alarms.get(0).get("kind").asText())
                            && !alarms.get(0).get("until").isNull();
                });
    }

    @Test
    void aRestartDoesNotBeginTheOutageAnew() throws Exception {
        settings.put("inbox.receive.park-after", "1h");
        program = InboxProcess.with(settings).start();
        assertEquals(202, post().statusCode());
        database.stop();
        program.kill9();
        program.start();
        assertEquals(504, post().statusCode());
        long budget = source().get("budgetSeconds").asLong();
        assertTrue(budget > 12 * 3600 - 60, "of what is refused nothing tells of a longer outage: " + budget);
        String old = Deliveries.message(PHONE, "two hours old")
                .replace(
                        "2026-03-01T10:15:30.156Z",
                        Instant.now().minusSeconds(7200).toString());
        assertTrue(asksForAnHour(program.client().post(old)), "the provider has tried this one for two hours");
        assertEquals("outage", source().get("parkedBy").asText());
    }

    @Test
    void whatAnOperatorParksStaysParkedOverARestartAndTheProviderIsToldSoOnlyIfItSigns() throws Exception {
        program = InboxProcess.with(settings).start();
        assertEquals(202, post().statusCode());
        assertEquals(
                400,
                program.client()
                        .put("/admin/sources/textus/mode", "{\"mode\":\"park\"}")
                        .statusCode());
        assertEquals(200, setMode("park").statusCode());
        assertTrue(asksForAnHour(post()));
        assertEquals(
                401,
                program.client()
                        .post(SignedPost.of("{}").signed("00".repeat(32)))
                        .statusCode());
        program.kill9();
        program.start();
        assertTrue(asksForAnHour(post()), "from the first request on");
        assertEquals("operator", source().get("parkedBy").asText());
        assertEquals(200, setMode("accept").statusCode());
        assertEquals(202, post().statusCode());
        assertNull(source().get("parkedBy").textValue());
        assertEquals(
                404,
                program.client().put("/admin/sources/none/mode", mode("park")).statusCode());
    }

    private HttpResponse<String> setMode(String mode) throws IOException, InterruptedException {
        return program.client().put("/admin/sources/textus/mode", mode(mode));
    }

    private static String mode(String mode) {
        return "{\"mode\":\"" + mode + "\",\"reason\":\"a test\"}";
    }

    private HttpResponse<String> post() throws IOException, InterruptedException {
        return program.client().post(Deliveries.message(PHONE, "hello"));
    }

    private static boolean asksForAnHour(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer.body());
        return answer.headers().firstValue("Retry-After").equals(Optional.of("3600"));
    }

    private JsonNode source() throws IOException, InterruptedException {
        return program.client().json("/admin/sources").get("items").get(0);
    }
}
