package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.blackbox.Examples.Example;
import dev.textusinbox.client.EventDetail;
import dev.textusinbox.client.EventItem;
import dev.textusinbox.client.EventSearch;
import dev.textusinbox.example.ReadingExamples;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The examples of docs/reading.md, each run against the packaged program. A Quarkus test only because Quarkus' REST client
 * works nowhere else.
 */
@QuarkusTest
class ReadingIT {
    private static final Path PAGE = Path.of("docs/reading.md");
    private static final Duration MAX = Duration.ofSeconds(60);
    private static final List<String> SAMPLES =
            List.of("message.received", "message.delivered", "message.failed", "contact.opted_out", "contact.opted_in");
    private static final String PHONE = "+13035550142";

    /** What each example must print sooner or later; those that end by themselves must end well. */
    private static final Map<String, List<String>> PRINTED = Map.of(
            "search", List.of("\"type\":\"message.failed\"", "\"next\":null", "Reminder: your visit is tomorrow."),
            "poll", List.of("\"message.received\",\"+13035550142\"", "\"contact.opted_in\",\"+13035550142\""),
            "stream", List.of("event: message.received"),
            "stream-js", List.of("+13035550142 Is the 2pm slot still free?"),
            "export", List.of("inbox-count: 5", "inbox-next: "),
            "lookup",
                    List.of(
                            "(303) 555-0142\topted_in",
                            "+1 303 555 0199\tunknown",
                            "+1 303\tIt can't be read as a phone number."),
            "lookup-js", List.of("[ '+13035550142' ]"),
            "consent-feed", List.of("event: contact.opted_out", "event: contact.opted_in"),
            "message", List.of("\"messageId\":\"6Nvq9N\",\"status\":\"failed\""));

    private final Scratch scratch = Scratch.create();
    private final List<String> ids = new ArrayList<>();
    private InboxProcess program;

    @BeforeEach
    void start() throws Exception {
        program = InboxProcess.with(Map.of()).start();
        for (String sample : SAMPLES) {
            var answer = program.client().post(SignedPost.of(Deliveries.sample(sample)));
            ids.add(InboxClient.parse(answer.body()).get("eventId").asText());
        }
        await("the last of them is projected")
                .atMost(MAX)
                .until(() -> "opted_in"
                        .equals(program.client()
                                .json("/api/contacts/" + PHONE)
                                .at("/consent/state")
                                .asText()));
    }

    @AfterEach
    void stop() {
        program.close();
        scratch.deleteAllBut(scratch.path().resolve("none"));
    }

    @Test
    void everyExampleDoesWhatItSays() throws Exception {
        Map<String, Example> examples = Examples.of(PAGE);
        var run = new TreeSet<>(examples.keySet());
        run.removeIf(name -> examples.get(name).language().equals("java"));
        assertEquals(new TreeSet<>(PRINTED.keySet()), run);
        for (Example example : examples.values()) {
            switch (example.language()) {
                case "bash" -> run(example, "bash", "-euo", "pipefail", "-c", example.code());
                case "js" -> {
                    if (has("node")) {
                        run(example, "node", "--input-type=module", "-e", example.code());
                    }
                }
                default -> isShownAsItIsCompiled(example);
            }
        }
        List<String> lines = Files.readAllLines(scratch.path().resolve("export/events.ndjson"));
        assertEquals(5, lines.size());
        Tool.needed(has("node"), "nodejs");
    }

    @Test
    void anExportThatWasCutOffGoesOn() throws Exception {
        Example export = Examples.of(PAGE).get("export");
        run(export, "bash", "-euo", "pipefail", "-c", export.code());
        Path file = scratch.path().resolve("export/events.ndjson");
        List<String> whole = Files.readAllLines(file);
        Files.writeString(file, String.join("\n", whole.subList(0, 2)) + "\n");
        var again = new ProcessBuilder("bash", "-euo", "pipefail", "-c", export.code())
                .directory(file.getParent().toFile());
        again.environment().putAll(environment());
        assertEquals(0, again.start().waitFor());
        assertEquals(whole, Files.readAllLines(file));
    }

    @Test
    void theTypedClientReadsWhatIsThere() throws Exception {
        ReadingExamples app = ReadingExamples.of(program.uri().toString(), Keys.READER);
        assertEquals(List.of(PHONE), app.mayBeTexted(List.of("303.555.0142", "+1 303 555 0199", "nobody")));
        assertTrue(app.failed("6Nvq9N"));
        List<String> seen = new ArrayList<>();
        String cursor = app.work(null, event -> seen.add(event.id()));
        assertEquals(List.of(ids.get(0), ids.get(2)), seen);
        app.work(cursor, event -> seen.add(event.id()));
        assertEquals(2, seen.size(), "what came after the cursor: nothing");

        EventSearch search = new EventSearch();
        search.contact = PHONE;
        search.from = Instant.parse("2026-03-01T10:17:00Z");
        search.to = Instant.parse("2026-03-01T10:18:00Z");
        search.payload = "{\"message\":{\"deliveryState\":\"failed\"}}";
        search.include = "payload";
        List<EventItem> found = app.inbox().events(search).items();
        assertEquals(List.of(ids.get(2)), found.stream().map(EventItem::id).toList());
        assertEquals("failed", found.get(0).payload().at("/message/status").asText());
        EventDetail detail = app.inbox().event(ids.get(0));
        assertEquals("6Nvq9L", detail.messageId());
        assertNotNull(detail.handlers().get(0).state());
        assertArrayEquals(Deliveries.sample(SAMPLES.get(0)), app.inbox().raw(ids.get(0)));
        assertEquals(5, app.inbox().contact("(303) 555-0142").events());
    }

    /** In a directory of its own, until all has been printed. */
    private void run(Example example, String... command) throws Exception {
        Path directory = Files.createDirectories(scratch.path().resolve(example.name()));
        Path output = scratch.path().resolve(example.name() + ".txt");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        try {
            await(example.name())
                    .atMost(MAX)
                    .until(() -> !process.isAlive() || hasAll(example, Files.readString(output, UTF_8)));
            String printed = Files.readString(output, UTF_8);
            assertTrue(hasAll(example, printed), () -> example.name() + " printed:\n" + printed);
            // Those that follow have no end.
            if (process.waitFor(1, TimeUnit.SECONDS)) {
                assertEquals(0, process.exitValue(), () -> example.name() + " printed:\n" + printed);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor();
        }
    }

    private Map<String, String> environment() {
        return Map.of("INBOX", program.uri().toString(), "KEY", Keys.READER);
    }

    private static boolean hasAll(Example example, String printed) {
        String lower = printed.toLowerCase(java.util.Locale.ROOT);
        return PRINTED.get(example.name()).stream()
                .allMatch(wanted -> printed.contains(wanted) || lower.contains(wanted));
    }

    /** Word for word, but for what a class needs around it. */
    private static void isShownAsItIsCompiled(Example example) throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/textusinbox/example/ReadingExamples.java"), UTF_8);
        assertTrue(
                withoutSpace(source).contains(withoutSpace(example.code())),
                () -> "not in ReadingExamples: " + example.name());
    }

    private static String withoutSpace(String code) {
        return code.replace("public ", "").replaceAll("\\s+", "");
    }

    private static boolean has(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
