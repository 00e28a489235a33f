package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A full run, talkative, with everything that goes wrong in a year; then all that it has said is searched. */
class NothingLeaksIT {
    private static final String PHONE = "+13035550167";
    private static final String TEXT = "a-text-for-nobody-else";
    private static final String WRONG_KEY = "nearly-the-right-key-0123456789";
    private static final String FORWARD_KEY =
            Base64.getEncoder().encodeToString("the key of the forward, 24+ bytes".getBytes(UTF_8));
    private static final String FORWARD_PASSWORD = "the-password-of-the-forward";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What must not be found, under the name to tell it by. */
    private static final Map<String, String> SECRETS = secrets();

    private final List<String> problems = new ArrayList<>();
    private PostgresServer database;
    private RecordingSink sink;
    private InboxProcess program;
    private InboxClient inbox;

    private static Map<String, String> secrets() {
        var secrets = new LinkedHashMap<String, String>();
        secrets.put("the webhook secret", Keys.SECRET);
        secrets.put("the reader's key", Keys.READER);
        secrets.put("the operator's key", Keys.OPERATOR);
        secrets.put("a wrong key", WRONG_KEY);
        secrets.put("the forward's secret", FORWARD_KEY);
        secrets.put("the forward's password", FORWARD_PASSWORD);
        secrets.put("the database's password", PostgresServer.PASSWORD);
        secrets.put("a message's text", TEXT);
        secrets.put("a phone", PHONE.substring(2));
        secrets.put("a phone as people write it", "555-0167");
        return secrets;
    }

    @BeforeEach
    void start() {
        database = PostgresServer.create();
        sink = RecordingSink.open();
        sink.answer(422);
        var settings = new HashMap<>(database.settings());
        settings.put("quarkus.log.category.\"dev.textusinbox\".level", "DEBUG");
        settings.put("inbox.forwards.crm.url", sink.url().replace("//", "//crm:" + FORWARD_PASSWORD + "@"));
        settings.put("inbox.forwards.crm.secret", "whsec_" + FORWARD_KEY);
        settings.put("inbox.handlers.crm.max-attempts", "2");
        settings.put("inbox.handlers.crm.backoff.initial", "10ms");
        settings.put("inbox.handlers.crm.backoff.max", "10ms");
        program = InboxProcess.with(settings).start();
        inbox = program.client();
    }

    @AfterEach
    void stop() {
        program.close();
        sink.close();
        database.close();
    }

    @Test
    void whatIsPrintedMeasuredOrAnsweredShowsNoSecretTextOrPhone() throws Exception {
        String event = receive();
        failToForward(event);
        askWrongly();
        loseTheDatabase();
        String metrics = inbox.get("/q/metrics").body();
        String threads = threadDump();
        assertEquals(0, program.stop(), program::lastLines);

        assertTrue(program.output().contains(" DEBUG "), "it was talkative");
        assertTrue(!Program.isJar() || threads.contains("\"main\""), threads);
        assertHarmless("the log", program.output());
        assertHarmless("the metrics", metrics);
        assertHarmless("the thread dump", threads);
        problems.forEach(problem -> assertHarmless("a problem", problem));
    }

    @Test
    void aKeyThatIsSetWhereItsHashBelongsIsNotPrinted() {
        var wrong = Map.of(
                PostgresServer.URL, "jdbc:postgresql://127.0.0.1:1/inbox", "inbox.api-keys.reader.sha256", Keys.READER);
        try (var other = InboxProcess.with(wrong)) {
            other.launch();
            assertNotEquals(0, other.awaitExit(PATIENCE));
            assertHarmless("the start", other.output());
        }
    }

    private String receive() throws IOException, InterruptedException {
        String message = Deliveries.message(PHONE, TEXT);
        String event =
                InboxClient.parse(inbox.post(message).body()).get("eventId").asText();
        note(401, inbox.post(SignedPost.of(message).signed("0".repeat(64))));
        note(404, inbox.post(SignedPost.of(message).to("nobody")));
        note(413, inbox.post(message + TEXT.repeat(50_000)));
        // No JSON, no event, values that PostgreSQL refuses, and a repeat that says something else.
        for (String odd : List.of(
                TEXT + ' ' + PHONE,
                "[\"" + TEXT + "\"]",
                message.replace(TEXT, TEXT + "\\u0000"),
                message.replace("cQ7tzm", "x".repeat(3_000)),
                message.replace(TEXT, TEXT + " again"))) {
            assertTrue(inbox.post(odd).statusCode() < 300, odd);
        }
        return event;
    }

    private void failToForward(String event) throws IOException, InterruptedException {
        await("it is dead")
                .atMost(PATIENCE)
                .until(() -> inbox.handled(event, "crm").get("state").asText(), "dead"::equals);
        problems.add(inbox.json("/admin/handlers").toString());
        sink.answer(RecordingSink.HANG_UP);
        inbox.post(Deliveries.message(PHONE, TEXT));
        await("another failure is seen")
                .atMost(PATIENCE)
                .until(() -> sink.forwards().stream().anyMatch(forward -> forward.answered() == RecordingSink.HANG_UP));
        problems.add(inbox.json("/admin/redeliveries?limit=100").toString().replaceAll("\\+1303\\d+", ""));
    }

    private void askWrongly() throws IOException, InterruptedException {
        for (String route : inbox.routes()) {
            String[] methodAndPath = route.split(" ", -1);
            if (methodAndPath[1].startsWith("/a")) {
                note(401, inbox.call(methodAndPath[0], methodAndPath[1], WRONG_KEY));
                note(401, inbox.call(methodAndPath[0], methodAndPath[1], null));
            }
        }
        note(200, inbox.call("GET", "/api/events?contact=" + TEXT, Keys.READER));
        note(400, inbox.call("GET", "/api/events?body=" + TEXT, Keys.READER));
        // A sender's name is what was asked for: the answer says it, and the log must not.
        assertEquals(
                200, inbox.call("GET", "/api/contacts/" + TEXT, Keys.READER).statusCode());
        note(403, inbox.call("GET", "/admin/redeliveries?contact=%2B1" + PHONE.substring(2), Keys.READER));
        note(404, inbox.call("GET", "/api/messages/" + TEXT, Keys.READER));
        assertEquals(
                200,
                inbox.call("GET", "/api/contacts/(303)%20555-0167", Keys.READER).statusCode());
        assertEquals(
                200,
                inbox.call("GET", "/admin/redeliveries?contact=%2B1" + PHONE.substring(2), Keys.OPERATOR)
                        .statusCode());
    }

    private void loseTheDatabase() throws IOException, InterruptedException {
        database.kill9();
        note(504, inbox.post(Deliveries.message(PHONE, TEXT)));
        note(503, inbox.call("GET", "/api/contacts/" + PHONE, Keys.READER));
        database.start();
        String message = Deliveries.message(PHONE, TEXT);
        await("events are taken again")
                .atMost(PATIENCE)
                .until(() -> inbox.post(message).statusCode(), status -> status < 300);
    }

    private void note(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.uri() + ": " + answer.body());
        problems.add(answer.body());
    }

    /** The native binary gives none to anybody. */
    private String threadDump() throws IOException, InterruptedException {
        if (!Program.isJar()) {
            return "";
        }
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(program.pid()), "Thread.print", "-l")
                .redirectErrorStream(true)
                .start();
        String dump = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return dump;
    }

    private static void assertHarmless(String where, String said) {
        SECRETS.forEach((name, secret) -> said.lines()
                .filter(line -> line.contains(secret))
                .findFirst()
                .ifPresent(line -> {
                    throw new AssertionError(where + " shows " + name + ": " + line);
                }));
    }
}
