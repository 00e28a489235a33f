package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** A rush of large bodies on the binary's own heap: what there is no room for is refused, and nothing else happens. */
class SmallHeapIT {
    private static final Logger LOG = Logger.getLogger(SmallHeapIT.class);
    /** By hand: {@code -Dblackbox.rush=60}. */
    private static final int SECONDS = Integer.getInteger("blackbox.rush", 15);

    private static final int CONNECTIONS = 64;
    private static final int BODY = 900_000;
    private static final int CALLERS = 16;
    private static final int CALLERS_SECONDS = 5;
    private static final String CONTACT = "+13035550142";

    private static final String EXPORT = "/api/events/export";

    private static final List<String> ANSWERED = List.of(
            "/api/events?include=payload&limit=1000", "/api/events?text=nowhere", "/api/events/1", "/api/events/2/raw");

    private static final List<String> LARGE = Stream.concat(
                    ANSWERED.stream(), Stream.of(EXPORT, "/api/events/stream?after=0"))
            .toList();

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    @Test
    void aRushOfLargeBodiesIsTakenOrRefusedAndNothingElse() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try (var program = InboxProcess.with(Map.of()).options("-Xmx128m").start()) {
            long until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                boolean signed = i % 2 == 0;
                senders.add(threads.submit(() -> {
                    send(program, signed, until);
                    return null;
                }));
            }
            for (Future<?> each : senders) {
                each.get();
            }
            LOG.infof("in %d s: %s", SECONDS, new TreeMap<>(counts));
            assertTrue(program.isAlive(), program::lastLines);
            assertEquals(Set.of(), other(), program::lastLines);
            assertTrue(counts.containsKey("signed 202"), "some are taken");
            await("it takes webhooks afterwards")
                    .until(() -> program.client()
                                    .post(Deliveries.message(CONTACT, "afterwards"))
                                    .statusCode()
                            == 202);
            await("what bodies took is given back").until(() -> inFlight(program) == 0);
        } finally {
            threads.shutdownNow();
        }
    }

    /** All at once, half of them slow: pages, exports, streams, searches and single events, each a megabyte or more. */
    @Test
    void readersOfLargeBodiesAreAnsweredOrToldToTryAgainAndNothingElse() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<OpenConnection> slow = new ArrayList<>();
        try (var program = InboxProcess.with(Map.of()).options("-Xmx128m").start()) {
            for (int i = 0; i < 12; i++) {
                post(program, "x".repeat(BODY));
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                var connection = new OpenConnection(program.port());
                slow.add(connection);
                connection.write(("GET " + LARGE.get(i % LARGE.size())
                                + " HTTP/1.1\r\nHost: inbox\r\nAuthorization: Bearer " + Keys.OPERATOR + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
            long until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int first = i;
                readers.add(threads.submit(() -> {
                    for (int k = first; System.nanoTime() < until; k++) {
                        // The streams have no end: only the slow ones take them.
                        String path = LARGE.get(k % (LARGE.size() - 1));
                        int status = program.client().statusOf(path);
                        counts.computeIfAbsent(path + ' ' + status, key -> new LongAdder())
                                .increment();
                    }
                    return null;
                }));
            }
            for (Future<?> each : readers) {
                each.get();
            }
            LOG.infof("readers in %d s: %s", SECONDS, new TreeMap<>(counts));
            assertTrue(program.isAlive(), program::lastLines);
            Set<String> other = new TreeSet<>(counts.keySet());
            // An export that gets no turn breaks off, and its reader sees that it is not whole.
            other.removeIf(each -> each.endsWith(" 200") || each.endsWith(" 503") || each.equals(EXPORT + " 0"));
            assertEquals(Set.of(), other, program::lastLines);
            ANSWERED.forEach(path -> assertTrue(counts.containsKey(path + " 200"), "some are answered: " + path));
            post(program, "afterwards");
        } finally {
            threads.shutdownNow();
            for (OpenConnection each : slow) {
                each.close();
            }
        }
    }

    /** A few bytes of JSON are a hundred in memory: what nobody needs is refused before it is read into a tree. */
    @Test
    void callersWithLargeBodiesAreRefusedAndNothingElse() throws Exception {
        String body = "{\"phones\":[" + "[],".repeat(BODY) + "[]]}";
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (var program = InboxProcess.with(Map.of()).options("-Xmx128m").start()) {
            long until = System.nanoTime() + Duration.ofSeconds(CALLERS_SECONDS).toNanos();
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> {
                    while (System.nanoTime() < until) {
                        int status = program.client()
                                .send("POST", "/api/contacts/lookup", body)
                                .statusCode();
                        counts.computeIfAbsent("lookup " + status, key -> new LongAdder())
                                .increment();
                    }
                    return null;
                }));
            }
            for (Future<?> each : callers) {
                each.get();
            }
            LOG.infof("callers in %d s: %s", CALLERS_SECONDS, new TreeMap<>(counts));
            assertTrue(program.isAlive(), program::lastLines);
            assertEquals(Set.of("lookup 400"), counts.keySet(), program::lastLines);
            post(program, "afterwards");
        } finally {
            threads.shutdownNow();
        }
    }

    private static void post(InboxProcess program, String text) {
        await("taken")
                .until(() ->
                        program.client().post(Deliveries.message(CONTACT, text)).statusCode() == 202);
    }

    private Set<String> other() {
        Set<String> other = new TreeSet<>(counts.keySet());
        other.removeAll(Set.of("signed 202", "signed 504", "unsigned 401", "unsigned 504"));
        return other;
    }

    /** Each post on the same connection, until an answer says that it closes. */
    private void send(InboxProcess program, boolean signed, long until) throws Exception {
        OpenConnection connection = null;
        while (System.nanoTime() < until) {
            if (connection == null) {
                connection = new OpenConnection(program.port());
            }
            SignedPost post = SignedPost.of(Deliveries.message(CONTACT, "x".repeat(BODY)));
            var answer = connection.post(signed ? post : post.signed("0".repeat(64)));
            counts.computeIfAbsent((signed ? "signed " : "unsigned ") + answer.status(), key -> new LongAdder())
                    .increment();
            if (answer.closes()) {
                connection.close();
                connection = null;
            }
        }
        if (connection != null) {
            connection.close();
        }
    }

    private static double inFlight(InboxProcess program) throws Exception {
        return program.client()
                .get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("inbox_body_bytes_in_flight"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(-1);
    }
}
