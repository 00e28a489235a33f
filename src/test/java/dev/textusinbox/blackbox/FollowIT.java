package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.EventStream;
import dev.textusinbox.blackbox.Senders.Answer;
import dev.textusinbox.simulator.SimulatedDelivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An internal app follows the history while the provider's events pour in. */
class FollowIT {
    private static final Logger LOG = Logger.getLogger(FollowIT.class);
    private static final int EVENTS = 20_000;
    private static final int WRITERS = 16;
    private static final int LIVES = 3;
    private static final int EVENTS_PER_LIFE = 1_000;

    /** How many events there are to be seen, once that is known. */
    private final CompletableFuture<Integer> wanted = new CompletableFuture<>();

    private static final Duration MAX = Duration.ofSeconds(90);

    @Test
    void whoFollowsNextMissesNothingAndSeesNothingTwice() throws Exception {
        try (var program = InboxProcess.with(Map.of()).start();
                var senders = new Senders(
                        program.client(), WRITERS, Deliveries.some(EVENTS, 500).iterator())) {
            long start = System.nanoTime();
            List<Long> followed = follow(program.client(), start + MAX.toNanos());
            long millis = (System.nanoTime() - start) / 1_000_000;
            var acknowledged = new TreeSet<Long>();
            for (Answer answer : senders.awaitAll()) {
                assertEquals(202, answer.status(), "each is new");
                acknowledged.add(Long.parseLong(answer.eventId()));
            }
            LOG.infof("%d events posted and followed in %d ms", followed.size(), millis);
            assertEquals(List.copyOf(acknowledged), followed);
        }
    }

    /** By {@code next} alone, as fast as the answers come, until all have been seen. */
    private static List<Long> follow(InboxClient inbox, long deadline) throws Exception {
        List<Long> seen = new ArrayList<>();
        String cursor = "";
        while (seen.size() < EVENTS) {
            assertTrue(System.nanoTime() < deadline, "only " + seen.size() + " events seen after " + MAX);
            JsonNode page = inbox.json("/api/events?order=asc&limit=1000" + cursor);
            for (JsonNode item : page.get("items")) {
                long id = item.get("id").asLong();
                long last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
                assertTrue(id > last, () -> id + " came after " + last);
                seen.add(id);
            }
            cursor = "&cursor=" + page.get("next").asText();
        }
        return seen;
    }

    /** Two readers, one that asks for pages and one that is streamed to, both of which know only what they saw last. */
    @Test
    void whoFollowsThroughKillsSeesExactlyWhatWasAcknowledged() throws Exception {
        var streamed = new ArrayList<Long>();
        var acknowledged = new TreeSet<Long>();
        try (var program = InboxProcess.with(Map.of())) {
            var paged = CompletableFuture.supplyAsync(() -> followThroughKills(program.client(), wanted));
            List<SimulatedDelivery> left = Deliveries.some(LIVES * EVENTS_PER_LIFE, 100);
            for (int life = 1; life <= LIVES; life++) {
                program.start();
                left = live(program, left, acknowledged, streamed, life < LIVES);
                if (life < LIVES) {
                    assertFalse(left.isEmpty(), "it was killed while events were sent");
                }
            }
            assertEquals(List.of(), left);
            wanted.complete(acknowledged.size());
            assertEquals(List.copyOf(acknowledged), paged.get(MAX.toSeconds(), TimeUnit.SECONDS));
        }
        assertEquals(List.copyOf(acknowledged), streamed);
    }

    @AfterEach
    void end() {
        wanted.cancel(true);
    }

    /** One life of the program; gives back the deliveries that are to be repeated. */
    private static List<SimulatedDelivery> live(
            InboxProcess program,
            List<SimulatedDelivery> deliveries,
            Set<Long> acknowledged,
            List<Long> seen,
            boolean kill)
            throws Exception {
        String last = seen.isEmpty() ? "0" : seen.get(seen.size() - 1).toString();
        List<SimulatedDelivery> again = new ArrayList<>();
        try (var stream = EventStream.connect(
                                program.uri(), "/api/events/stream", Keys.READER, "Last-Event-ID: " + last)
                        .start();
                var senders = new Senders(program.client(), WRITERS, deliveries.iterator())) {
            if (kill) {
                await("some are acknowledged").atMost(MAX).until(() -> senders.acknowledged() >= EVENTS_PER_LIFE);
                program.kill9();
            }
            for (Answer answer : senders.awaitAll()) {
                if (answer.acknowledged()) {
                    acknowledged.add(Long.parseLong(answer.eventId()));
                } else {
                    again.add(answer.delivery());
                }
            }
            await("the stream has all, or broke off")
                    .atMost(MAX)
                    .until(() -> kill
                            ? stream.ended()
                            : seen.size() + stream.frames().size() >= acknowledged.size());
            seen.addAll(stream.ids());
        }
        return again;
    }

    /** By {@code next} alone, whether the program is there or not, until as many have been seen as are wanted in the end. */
    private static List<Long> followThroughKills(InboxClient inbox, CompletableFuture<Integer> wanted) {
        List<Long> seen = new ArrayList<>();
        String cursor = "";
        while (!wanted.isCancelled() && seen.size() < wanted.getNow(Integer.MAX_VALUE)) {
            try {
                var answer = inbox.call("GET", "/api/events?order=asc&limit=500" + cursor, Keys.READER);
                if (answer.statusCode() == 200) {
                    JsonNode page = InboxClient.parse(answer.body());
                    page.get("items").forEach(item -> seen.add(item.get("id").asLong()));
                    cursor = "&cursor=" + page.get("next").asText();
                }
            } catch (IOException e) {
                // It is not there, or was killed within its answer: the same is asked again.
                LOG.debug("asked again", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return seen;
            }
        }
        return seen;
    }
}
