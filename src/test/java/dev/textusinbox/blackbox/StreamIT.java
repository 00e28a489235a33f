package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.EventStream;
import dev.textusinbox.blackbox.Senders.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Many internal apps follow the history at once while the provider's events pour in. */
class StreamIT {
    private static final Logger LOG = Logger.getLogger(StreamIT.class);
    private static final int READERS = Integer.getInteger("blackbox.readers", 60);
    private static final int EVENTS = 4_000;
    private static final Duration MAX = Duration.ofMinutes(2);

    @Test
    void allWhoFollowGetEveryEventOnceInOrderThoughOneTakesNothing() throws Exception {
        List<EventStream> readers = new ArrayList<>();
        try (var program = InboxProcess.with(Map.of()).start();
                var stuck = connect(program, "0")) {
            for (int i = 0; i < READERS; i++) {
                readers.add(connect(program, "0").start());
            }
            long start = System.nanoTime();
            List<Long> stored = send(program);
            long sent = System.nanoTime();
            for (EventStream reader : readers) {
                await("a reader has all")
                        .atMost(MAX)
                        .until(() -> reader.frames().size() >= EVENTS);
                assertEquals(stored, reader.ids());
            }
            LOG.infof(
                    "%d events sent in %d ms, in the hands of %d readers %d ms later",
                    EVENTS, (sent - start) / 1_000_000, READERS, (System.nanoTime() - sent) / 1_000_000);
            assertEquals(stored, resumed(program, stuck.start(), stored));
            int code = program.stop();
            assertEquals(0, code, program::lastLines);
            for (EventStream reader : readers) {
                await("the end").until(reader::ended);
                assertTrue(reader.whole(), "streams end cleanly when the program is told to stop");
            }
        } finally {
            readers.forEach(EventStream::close);
        }
    }

    /** What the one that took nothing gets in the end: what was on its way, and the rest when it comes back. */
    private static List<Long> resumed(InboxProcess program, EventStream late, List<Long> stored) throws IOException {
        await("it has all or was sent away")
                .atMost(MAX)
                .until(() -> late.ended() || late.frames().size() >= stored.size());
        List<Long> seen = new ArrayList<>(late.ids());
        String last = seen.isEmpty() ? "0" : seen.get(seen.size() - 1).toString();
        try (var again = connect(program, last).start()) {
            await("it has the rest")
                    .atMost(MAX)
                    .until(() -> seen.size() + again.frames().size() >= stored.size());
            seen.addAll(again.ids());
        }
        return seen;
    }

    private static List<Long> send(InboxProcess program) throws Exception {
        var acknowledged = new TreeSet<Long>();
        try (var senders =
                new Senders(program.client(), 16, Deliveries.some(EVENTS, 500).iterator())) {
            for (Answer answer : senders.awaitAll()) {
                assertEquals(202, answer.status(), "each is new");
                acknowledged.add(Long.parseLong(answer.eventId()));
            }
        }
        return List.copyOf(acknowledged);
    }

    private static EventStream connect(InboxProcess program, String after) throws IOException {
        return EventStream.connect(program.uri(), "/api/events/stream", Keys.READER, "Last-Event-ID: " + after);
    }
}
