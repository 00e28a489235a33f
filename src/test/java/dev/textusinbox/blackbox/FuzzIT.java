package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.blackbox.FuzzRequests.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Whatever is posted to a webhook, the answer is one of the table, and the program is none the worse for it. */
class FuzzIT {
    private static final Logger LOG = Logger.getLogger(FuzzIT.class);
    /** By hand: {@code -Dblackbox.fuzz=100000}. */
    private static final int REQUESTS = Integer.getInteger("blackbox.fuzz", 3_000);

    private static final int SENDERS = 4;
    private static final int LIMIT = 1 << 20;
    private static final Set<Integer> TABLE = Set.of(200, 202, 401, 405, 413, 504);
    /** What the process may grow by after the first fifth, its heap being all there from the start. */
    private static final long GROWTH_KILOBYTES = 96 << 10;

    private final long seed = Long.getLong("blackbox.seed", System.nanoTime());
    private final AtomicInteger sent = new AtomicInteger();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile long warm;

    @Test
    void onlyTheAnswersOfTheTableAreGiven() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try (var program = InboxProcess.with(Map.of()).options("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch")) {
            program.start();
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                var requests = new FuzzRequests(new Random(seed + i));
                senders.add(threads.submit(() -> {
                    send(program, requests);
                    return null;
                }));
            }
            for (Future<?> each : senders) {
                each.get();
            }
            assertTrue(program.isAlive(), program::lastLines);
            long grown = rss(program) - warm;
            LOG.infof("seed %d: %s; grown by %d kB since %d kB", seed, new TreeMap<>(counts), grown, warm);
            assertTrue(
                    REQUESTS < 50_000 || grown < GROWTH_KILOBYTES, () -> "the process has grown by " + grown + " kB");
            Set<String> stored = new HashSet<>();
            program.client().history().forEach(item -> stored.add(item.get("id").asText()));
            acknowledged.removeAll(stored);
            assertEquals(Set.of(), acknowledged, "acknowledged and not in the history");
            assertEquals(0, program.stop(), program::lastLines);
        } finally {
            threads.shutdownNow();
        }
    }

    private void send(InboxProcess program, FuzzRequests requests) throws IOException {
        OpenConnection connection = null;
        for (int n = sent.incrementAndGet(); n <= REQUESTS; n = sent.incrementAndGet()) {
            if (n == REQUESTS / 5) {
                warm = rss(program);
            }
            Request request = requests.next();
            if (connection == null) {
                connection = new OpenConnection(program.port());
            }
            if (!keepsOpen(connection, request)) {
                connection.close();
                connection = null;
            }
        }
        if (connection != null) {
            connection.close();
        }
    }

    /** Sends it and judges the answer; whether the connection can be used for the next. */
    private boolean keepsOpen(OpenConnection connection, Request request) throws IOException {
        if (request.about() == null) {
            connection.write(request.bytes());
            count("gone");
            return false;
        }
        OpenConnection.Answer answer;
        try {
            answer = connection.send(request.bytes(), !request.head());
        } catch (IOException e) {
            throw new AssertionError("seed " + seed + ": no answer to " + request.about(), e);
        }
        String kind = request.whole() ? request.signed() ? "signed" : "unsigned" : "broken";
        count(kind + ' ' + answer.status());
        assertTrue(allowed(request, answer.status()), () -> "seed " + seed + ": " + answer + " to " + request.about());
        if (answer.status() / 100 == 2 && answer.body().contains("eventId")) {
            acknowledged.add(InboxClient.parse(answer.body()).get("eventId").asText());
        }
        return request.whole() && !answer.closes();
    }

    private static boolean allowed(Request request, int status) {
        if (!request.whole()) {
            return TABLE.contains(status);
        }
        if (!request.post()) {
            return status == 405;
        }
        if (request.bodyLength() > LIMIT) {
            return status == 413;
        }
        return request.signed() ? status == 200 || status == 202 || status == 504 : status == 401;
    }

    private void count(String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    /** Kilobytes; 0 where there is no /proc. */
    private static long rss(InboxProcess program) throws IOException {
        Path status = Path.of("/proc", Long.toString(program.handle().pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        String line = Files.readAllLines(status).stream()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElse("0");
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
}
