package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.Senders.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** An internal app follows the history while the provider's events pour in. */
class FollowIT {
    private static final Logger LOG = Logger.getLogger(FollowIT.class);
    private static final int EVENTS = 20_000;
    private static final int WRITERS = 16;
    private static final Duration LONGEST = Duration.ofSeconds(90);

    @Test
    void whoFollowsNextMissesNothingAndSeesNothingTwice() throws Exception {
        try (var program = InboxProcess.with(Map.of()).start();
                var senders = new Senders(
                        program.client(), WRITERS, Deliveries.some(EVENTS, 500).iterator())) {
            long start = System.nanoTime();
            List<Long> followed = follow(program.client(), start + LONGEST.toNanos());
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
            assertTrue(System.nanoTime() < deadline, "only " + seen.size() + " events seen after " + LONGEST);
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
}
