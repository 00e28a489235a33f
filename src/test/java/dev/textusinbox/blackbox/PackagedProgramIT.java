package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A journey through the program as it is shipped, with a forward so that each of its metrics has something to say. */
class PackagedProgramIT {
    private static final String CONTACT = "+13035550188";
    private static final int LARGEST = 1024 * 1024;

    private static RecordingSink sink;
    private static InboxProcess program;
    private static InboxClient inbox;

    /** A sample and what the history shows of it; the provider's times come in three forms. */
    private record Sample(String type, String contact, String occurredAt) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample("message.received", "+13035550142", "2026-03-01T10:15:30.156Z"),
            new Sample("message.delivered", "+13035550142", "2026-03-01T10:16:02.568354Z"),
            new Sample("message.failed", "+13035550142", "2026-03-01T10:17:11.878086Z"),
            new Sample("message.unknown", null, "2026-03-01T10:18:45.003Z"),
            new Sample("phone_call.completed", "+13035550142", "2026-03-01T10:20:00Z"),
            new Sample("contact.opted_out", "+13035550142", "2026-03-01T10:21:07.412Z"),
            new Sample("contact.opted_in", "+13035550142", "2026-03-02T09:00:00.120Z"),
            new Sample("contact.created", "+13035550177", "2026-03-02T09:05:31.904Z"));

    @BeforeAll
    static void start() {
        sink = RecordingSink.open();
        program = InboxProcess.with(Map.of("inbox.forwards.orders.url", sink.url()))
                .start();
        inbox = program.client();
    }

    @AfterAll
    static void stop() {
        program.close();
        sink.close();
    }

    @Test
    void everySampleIsStoredOnceAndShown() throws Exception {
        List<String> ids = new ArrayList<>();
        for (Sample sample : SAMPLES) {
            SignedPost post = SignedPost.of(Deliveries.sample(sample.type()));
            ids.add(assertAnswer(202, "stored", inbox.post(post)).get("eventId").asText());
            JsonNode again = assertAnswer(200, "duplicate", inbox.post(post));
            assertEquals(ids.get(ids.size() - 1), again.get("eventId").asText());
        }
        var shown = inbox.history().stream()
                .filter(item -> ids.contains(item.get("id").asText()))
                .toList();
        assertEquals(ids, shown.stream().map(item -> item.get("id").asText()).toList(), "each once, in order of id");
        for (int i = 0; i < ids.size(); i++) {
            JsonNode item = shown.get(i);
            assertEquals(
                    SAMPLES.get(i),
                    new Sample(
                            item.get("type").asText(),
                            item.get("contact").textValue(),
                            item.get("occurredAt").asText()));
            assertEquals("textus", item.get("source").asText());
            assertEquals(1, item.get("duplicates").asInt(), "duplicates of " + item);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 63})
    void aSignatureWithOneBitFlippedIsRefused(int digit) throws Exception {
        SignedPost post = SignedPost.of(Deliveries.message(CONTACT, "forged"));
        char[] signature = post.signature().toCharArray();
        signature[digit] = Character.forDigit(Character.digit(signature[digit], 16) ^ 1, 16);
        assertProblem(401, inbox.post(post.signed(new String(signature))));
        assertProblem(401, inbox.post(post.signed(null)));
        assertAnswer(202, "stored", inbox.post(post));
    }

    @Test
    void anUnknownSourceIsNotFound() throws Exception {
        assertProblem(
                404,
                inbox.post(SignedPost.of(Deliveries.message(CONTACT, "lost")).to("nobody")));
    }

    @Test
    void aBodyOfExactlyTheLimitIsStoredAndOneByteMoreIsRefused() throws Exception {
        String empty = Deliveries.message(CONTACT, "");
        String largest = empty.replace("\"body\":\"\"", "\"body\":\"" + "x".repeat(LARGEST - empty.length()) + '"');
        assertAnswer(202, "stored", inbox.post(largest));
        assertProblem(413, inbox.post(largest + ' '));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"action\":", "", "[1,2]", "\"text\"", "{\"id\":\"1\"}", "{\"action\":7}"})
    void whatIsNoEventIsQuarantined(String body) throws Exception {
        JsonNode answer = assertAnswer(202, "quarantined", inbox.post(body));
        assertFalse(answer.get("quarantineId").asText().isEmpty());
        assertFalse(answer.has("eventId"));
    }

    static Stream<String> bodies() {
        return Stream.of(
                Deliveries.message(CONTACT, "a NUL \\u0000 and half a surrogate \\ud83d"),
                Deliveries.message(CONTACT, "a dog \uD83D\uDC36 as bytes, and \\ud83d\\udc36 escaped"),
                "  " + Deliveries.message(CONTACT, "spaces around") + " \t\r\n  ",
                Deliveries.message(CONTACT, "x".repeat(200_000)));
    }

    @ParameterizedTest(name = "[{index}]")
    @MethodSource("bodies")
    void theBodyIsKeptByteForByte(String body) throws Exception {
        SignedPost post = SignedPost.of(body);
        String id = assertAnswer(202, "stored", inbox.post(post)).get("eventId").asText();
        HttpResponse<byte[]> raw = inbox.raw("/api/events/" + id + "/raw");
        assertArrayEquals(body.getBytes(UTF_8), raw.body());
        assertEquals(
                post.signature(), raw.headers().firstValue("X-TextUs-Signature").orElse(null));
        assertTrue(inbox.json("/api/events/" + id).has("payload"), "its page still shows");
    }

    @Test
    void aSignatureInUppercaseVerifies() throws Exception {
        SignedPost post = SignedPost.of(Deliveries.message(CONTACT, "loud"));
        assertAnswer(202, "stored", inbox.post(post.signed(post.signature().toUpperCase(Locale.ROOT))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.textus-v2+json",
                "text/plain; charset=utf-16",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "no type at all;;"
            })
    void anyContentTypeIsTakenAndGivenBack(String contentType) throws Exception {
        SignedPost post = SignedPost.of(Deliveries.message(CONTACT, "typed")).typed(contentType);
        String id = assertAnswer(202, "stored", inbox.post(post)).get("eventId").asText();
        HttpResponse<byte[]> raw = inbox.raw("/api/events/" + id + "/raw");
        assertEquals(contentType, raw.headers().firstValue("Content-Type").orElse(null));
        assertArrayEquals(post.body(), raw.body());
    }

    @Test
    void noContentTypeIsTakenToo() throws Exception {
        SignedPost post = SignedPost.of(Deliveries.message(CONTACT, "untyped"));
        assertAnswer(202, "stored", inbox.post(post.typed(null)));
    }

    @Test
    void anotherBodyUnderAStoredDeliveryIdIsADuplicateAndGoesToQuarantine() throws Exception {
        String body = Deliveries.message(CONTACT, "before");
        String other = body.replace("before", "after");
        JsonNode stored = assertAnswer(202, "stored", inbox.post(body));
        JsonNode duplicate = assertAnswer(200, "duplicate", inbox.post(other));
        assertEquals(stored.get("eventId"), duplicate.get("eventId"));
        List<String> kept = new ArrayList<>();
        for (JsonNode each : inbox.json("/admin/quarantine").get("items")) {
            if ("conflict".equals(each.get("reason").asText())) {
                kept.add(new String(
                        inbox.raw("/admin/quarantine/" + each.get("id").asText() + "/raw")
                                .body(),
                        UTF_8));
            }
        }
        assertTrue(kept.contains(other), "in quarantine as conflicts: " + kept);
    }

    @Test
    void theMetricsOfTheContractAreThere() throws Exception {
        inbox.post(Deliveries.message(CONTACT, "counted"));
        var names = new TreeSet<>(List.of(
                "inbox_received_total{",
                "inbox_append_seconds",
                "inbox_append_batch_events",
                "inbox_handler_backlog_events{",
                "inbox_handler_lag_seconds{",
                "inbox_handled_total{",
                "inbox_redeliveries{",
                "inbox_outage_seconds",
                "inbox_silence_seconds{",
                "inbox_secret_used_total{"));
        // Gauges have their first round some seconds after the start.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String metrics = inbox.get("/q/metrics").body();
            names.removeIf(name -> metrics.contains('\n' + name));
            assertEquals(List.of(), List.copyOf(names), "missing");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/health/started", "/q/openapi"})
    void isOpenForOperations(String path) throws Exception {
        assertEquals(200, inbox.get(path).statusCode());
    }

    @Test
    void saysItsVersionAndNothingOfTheMachine() throws Exception {
        JsonNode info = InboxClient.parse(inbox.get("/q/info").body());
        assertEquals("textus-inbox", info.at("/program/name").asText());
        assertFalse(info.at("/program/version").asText().isEmpty());
        List<String> said = new ArrayList<>();
        info.fieldNames().forEachRemaining(said::add);
        // A build outside of a checkout knows no commit.
        said.remove("git");
        assertEquals(List.of("program"), said);
    }

    static List<String> routes() throws Exception {
        return inbox.routes().stream()
                .filter(route -> route.contains(" /api") || route.contains(" /admin"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void isClosedWithoutTheRightKey(String route) throws Exception {
        String method = route.split(" ", 2)[0];
        String path = route.split(" ", 2)[1];
        assertProblem(401, inbox.call(method, path, null));
        assertProblem(401, inbox.call(method, path, "a-key-that-nobody-has"));
        if (path.startsWith("/admin")) {
            assertProblem(403, inbox.call(method, path, Keys.READER));
        }
    }

    private static JsonNode assertAnswer(int status, String outcome, HttpResponse<String> answer) throws Exception {
        assertEquals(status, answer.statusCode(), answer.body());
        JsonNode json = InboxClient.parse(answer.body());
        assertEquals(outcome, json.get("outcome").asText(), answer.body());
        return json;
    }

    @Test
    void nothingOfDevModeIsInIt() throws Exception {
        assertEquals(303, inbox.get("/console/provider").statusCode());
        assertEquals(404, inbox.get("/console/simulator").statusCode());
        assertEquals(
                401,
                inbox.call("GET", "/api/events", "dev-key-for-local-use-only").statusCode());
    }

    private static void assertProblem(int status, HttpResponse<String> answer) throws Exception {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(null));
        assertEquals(status, InboxClient.parse(answer.body()).get("status").asInt(), answer.body());
    }
}
