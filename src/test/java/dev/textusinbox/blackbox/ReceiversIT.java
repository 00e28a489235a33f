package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.outbound.OddAnswers;
import dev.textusinbox.outbound.OddAnswers.Odd;
import dev.textusinbox.outbound.RawReceiver;
import dev.textusinbox.outbound.RawReceiver.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Receivers that answer with anything at all: they cost the inbox no connection, no memory, and no other forward its time. */
class ReceiversIT {
    private static final int ATTEMPTS = 2_000;
    /** What there is once each kind of answer has come by a few times, and every pool and buffer is as large as it gets. */
    private static final int WARM = 400;

    private static final int CONCURRENCY = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** A second by the promise, and some more for a machine that builds something else. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(5);

    private static final int MAX_NEW_FILES = 32;
    private static final long MAX_NEW_HEAP_KB = 16 * 1024;
    private static final Pattern USED_KB = Pattern.compile("total \\d+K, used (\\d+)K");

    private static final String TAKEN = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final RecordingSink STEADY = RecordingSink.open();
    private static final RawReceiver ODD = new RawReceiver(RawReceiver.says(TAKEN));
    private static final RawReceiver DECIDING = new RawReceiver(RawReceiver.says(TAKEN));
    private static InboxProcess program;
    private static InboxClient inbox;

    @BeforeAll
    static void start() {
        var settings = new HashMap<String, String>();
        settings.put("inbox.forwards.steady.url", STEADY.url());
        settings.put("inbox.forwards.odd.url", ODD.url());
        settings.put("inbox.forwards.deciding.url", DECIDING.url());
        settings.put("inbox.handlers.odd.timeout", "1s");
        settings.put("inbox.handlers.odd.concurrency", Integer.toString(CONCURRENCY));
        settings.put("inbox.handlers.odd.max-attempts", "100000");
        settings.put("inbox.handlers.odd.backoff.initial", "5ms");
        settings.put("inbox.handlers.odd.backoff.max", "5ms");
        program = InboxProcess.with(settings).options("-Xmx128m").start();
        inbox = program.client();
    }

    @AfterAll
    static void stop() {
        program.close();
        STEADY.close();
        ODD.close();
        DECIDING.close();
    }

    @Test
    void noAnswerCostsAConnectionOrMemoryOrHoldsUpAnotherForward() throws Exception {
        ODD.answer(inTurn(OddAnswers.all().values().stream().map(Odd::script).toList()));
        int before = ODD.count();
        try (var senders = new Senders(inbox, 4, Deliveries.some(ATTEMPTS, 400).iterator())) {
            await("warm").atMost(PATIENCE).until(ODD::count, count -> count >= before + WARM);
            int files = openFiles();
            long heap = usedHeap();
            for (int probe = 0; ODD.count() < before + ATTEMPTS; probe++) {
                assertPassedOnAtOnce("+1303556" + String.format("%04d", probe));
            }
            assertEquals(
                    ATTEMPTS,
                    senders.awaitAll().stream()
                            .filter(Senders.Answer::acknowledged)
                            .count());
            assertTrue(openFiles() < files + MAX_NEW_FILES, () -> files + " files were open, now " + openFiles());
            assertTrue(ODD.open() <= CONCURRENCY, () -> ODD.open() + " connections are open");
            // What is in hand at one moment is not what stays.
            await("memory is flat")
                    .atMost(PATIENCE)
                    .until(ReceiversIT::usedHeap, used -> used < heap + MAX_NEW_HEAP_KB);
        }
        ODD.answer(RawReceiver.says(TAKEN));
        await("nothing is lost")
                .atMost(PATIENCE)
                .until(() -> inbox.ledgerOf("odd").get("pending").asLong()
                                + inbox.ledgerOf("odd").get("retrying").asLong()
                                + inbox.ledgerOf("odd").get("blocked").asLong()
                        == 0);
        assertEquals(0, inbox.ledgerOf("odd").get("dead").asLong());
    }

    @Test
    void theStatusDecidesWhateverFollowsIt() throws Exception {
        int number = 0;
        for (String name :
                List.of("204 with a body", "a cut body", "a slow body", "a body that stops", "chunks that are none")) {
            DECIDING.answer(OddAnswers.all().get(name).script());
            String event = post("+130355570" + String.format("%02d", number++));
            await(name).atMost(PATIENCE).until(() -> state(event), "done"::equals);
            assertEquals(1, attempts(event), name);
        }
        DECIDING.answer(OddAnswers.all().get("an endless body").script());
        String event = post("+13035557199");
        await("it is told")
                .atMost(PATIENCE)
                .until(() -> inbox.handled(event, "deciding")
                        .path("lastError")
                        .asText()
                        .startsWith("HTTP 500 from 127.0.0.1:"));
        DECIDING.answer(RawReceiver.says(TAKEN));
        await("it is taken").atMost(PATIENCE).until(() -> state(event), "done"::equals);
    }

    private static Script inTurn(List<Script> scripts) {
        var next = new AtomicInteger();
        return (request, socket) ->
                scripts.get(next.getAndIncrement() % scripts.size()).answer(request, socket);
    }

    private static void assertPassedOnAtOnce(String contact) throws IOException, InterruptedException {
        post(contact);
        await("another forward is not held up")
                .atMost(MAX_DELAY)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> STEADY.delivered(contact).size() == 1);
    }

    private static String post(String contact) throws IOException, InterruptedException {
        return InboxClient.parse(
                        inbox.post(Deliveries.message(contact, "hello")).body())
                .get("eventId")
                .asText();
    }

    private static String state(String event) throws IOException, InterruptedException {
        return inbox.handled(event, "deciding").get("state").asText();
    }

    private static int attempts(String event) {
        return (int) DECIDING.requests().stream()
                .filter(request -> event.equals(request.header("inbox-event-id")))
                .count();
    }

    private static int openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(program.pid()), "fd"))) {
            return (int) files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After a collection; the native binary tells nobody, and has the same limit of 128 MB. */
    private static long usedHeap() {
        if (!Program.isJar()) {
            return 0;
        }
        jcmd("GC.run");
        return USED_KB.matcher(jcmd("GC.heap_info"))
                .results()
                .mapToLong(generation -> Long.parseLong(generation.group(1)))
                .sum();
    }

    private static String jcmd(String command) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(program.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
