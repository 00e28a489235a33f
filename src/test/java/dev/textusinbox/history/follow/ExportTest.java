package dev.textusinbox.history.follow;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.history.event.StoredEvents.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.textusinbox.history.event.StoredEvents;
import dev.textusinbox.security.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ExportTest {
    private final String source = StoredEvents.newSource();

    @Inject
    StoredEvents log;

    @Inject
    Exports exports;

    @Inject
    ObjectMapper json;

    @TestHTTPResource
    URI base;

    @Test
    void whoAsksForATableGetsOne() throws Exception {
        long one = log.store(event(source, "a, \"b\"").contact("+13035550142").body("{\n \"a\":1e99999999999}"));
        long two = log.store(event(source, "c"));
        var response = reader().header("Accept", "text/csv, application/json;q=0.5")
                .get("/api/events/export?include=payload&source=" + source);
        response.then()
                .statusCode(200)
                .contentType("text/csv; charset=utf-8; header=present")
                .header("Content-Disposition", matchesPattern("attachment; filename=\"inbox-\\d{8}T\\d{6}Z\\.csv\""));
        var schema = CsvSchema.emptySchema().withHeader();
        List<Map<String, String>> rows = new CsvMapper()
                .readerFor(Map.class)
                .with(schema)
                .<Map<String, String>>readValues(response.asByteArray())
                .readAll();
        assertEquals(2, rows.size());
        assertEquals(Long.toString(one), rows.get(0).get("id"));
        assertEquals("a, \"b\"", rows.get(0).get("type"));
        assertEquals("+13035550142", rows.get(0).get("contact"));
        assertEquals("{  \"a\":1e99999999999}", rows.get(0).get("payload"));
        assertEquals("0", rows.get(0).get("duplicates"));
        assertEquals(Long.toString(two), rows.get(1).get("id"));
        var item = json.readTree(reader().get("/api/events/" + two).asString());
        assertEquals(item.get("receivedAt").asText(), rows.get(1).get("receivedAt"));
        assertEquals(item.get("occurredAt").asText(), rows.get(1).get("occurredAt"));
    }

    @ParameterizedTest
    @CsvSource({
        "*/*, application/x-ndjson",
        "application/json, application/x-ndjson",
        "text/*, text/csv",
        "'text/csv;q=0.1, application/x-ndjson', application/x-ndjson"
    })
    void theFormatIsWhatTheCallerLikesBest(String accepted, String type) {
        String given = reader().header("Accept", accepted)
                .get("/api/events/export?source=" + source)
                .header("Content-Type");
        assertTrue(given.startsWith(type), given);
    }

    @Test
    void eachLineIsTheItemWithItsPayload() throws Exception {
        log.store(event(source, "a").contact("+13035550142").body("{\n \"a\":\r\n\"\\u0000\"}"));
        var response = reader().get("/api/events/export?source=" + source);
        response.then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .header(
                        "Content-Disposition",
                        matchesPattern("attachment; filename=\"inbox-\\d{8}T\\d{6}Z\\.ndjson\""));
        List<String> lines = new String(response.asByteArray(), UTF_8).lines().toList();
        assertEquals(1, lines.size());
        var listed =
                reader().get("/api/events?include=payload&source=" + source).asString();
        assertEquals(json.readTree(listed).get("items").get(0), json.readTree(lines.get(0)));
    }

    @ParameterizedTest
    @CsvSource({"'', false", "&order=asc, false", "&order=desc, true"})
    void allAreGivenInTheOrderAskedForAndCounted(String query, boolean descending) throws Exception {
        List<Long> ids = storeMany(501);
        log.store(event(StoredEvents.newSource(), "a"));
        if (descending) {
            Collections.reverse(ids);
        }
        String answer = raw("?source=" + source + query);
        assertEquals(ids, ids(answer));
        assertTrue(answer.contains("\r\n0\r\nInbox-Count: 501\r\n"), "its end tells the count");
        assertEquals(!descending, answer.contains("\r\nInbox-Next: "));
    }

    @Test
    void goesOnFromTheCursorAtItsEndAndFromTheLastWholeLine() throws Exception {
        List<Long> ids = storeMany(3);
        String first = raw("?source=" + source);
        String next = first.substring(first.indexOf("Inbox-Next: ") + 12).strip();
        assertEquals(List.of(), ids(raw("?source=" + source + "&cursor=" + next)));
        List<Long> later = storeMany(2);
        assertEquals(later, ids(raw("?source=" + source + "&cursor=" + next)));
        assertEquals(
                ids.subList(2, 3),
                ids(raw("?source=" + source + "&after=" + ids.get(1))).subList(0, 1));
        assertEquals(ids.subList(0, 1), ids(raw("?order=desc&source=" + source + "&after=" + ids.get(1))));
    }

    /** Its reader takes nothing, is sent away in the middle, and sees that it has not got all. */
    @Test
    void oneThatIsCutOffHasNoEnd() throws Exception {
        String body = "{\"x\":\"" + "y".repeat(500_000) + "\"}";
        for (int i = 0; i < 40; i++) {
            log.store(event(source, "a").body(body));
        }
        int before = exports.count();
        try (Socket socket = ask("?source=" + source)) {
            await().until(() -> exports.count() == before + 1);
            // Nothing is taken until it is sent away.
            await().atMost(Duration.ofSeconds(60)).until(() -> exports.count() == before);
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertFalse(answer.contains("Inbox-Count: 40"));
            assertFalse(answer.endsWith("0\r\n\r\n"));
        } catch (IOException e) {
            // A reset is a cut-off, too.
            assertTrue(e.getMessage().contains("reset"), e.getMessage());
        }
    }

    @Test
    void headTellsWhatItWouldBe() {
        reader().head("/api/events/export").then().statusCode(200).contentType("application/x-ndjson");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=1, limit",
        "order=up, order",
        "cursor=17, cursor",
        "cursor=ZGVzYzoxNw, cursor",
        "after=x, after",
        "after=1&cursor=YXNjOjE3, after",
        "sauce=a, sauce",
    })
    void refusesAndNames(String query, String parameter) {
        reader().get("/api/events/export?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo(parameter));
    }

    @Test
    void isForReadersOnly() {
        RestAssured.get("/api/events/export").then().statusCode(401).contentType("application/problem+json");
    }

    private List<Long> storeMany(int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(log.store(event(source, "a")));
        }
        return ids;
    }

    private static List<Long> ids(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("{\"id\":\""))
                .map(line -> Long.valueOf(line.substring(7, line.indexOf('"', 7))))
                .toList();
    }

    /** The answer as it comes over the wire, chunks and trailers and all. */
    private String raw(String query) throws IOException {
        try (Socket socket = ask(query);
                InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private Socket ask(String query) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.getOutputStream()
                .write(("GET /api/events/export" + query + " HTTP/1.1\r\nHost: inbox\r\nConnection: close\r\n"
                                + "Authorization: Bearer " + TestKeys.READER + "\r\n\r\n")
                        .getBytes(UTF_8));
        return socket;
    }
}
