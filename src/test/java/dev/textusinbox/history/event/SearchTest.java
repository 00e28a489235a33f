package dev.textusinbox.history.event;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.history.event.StoredEvents.event;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.platform.request.QueryParameters;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SearchTest {
    private final String source = StoredEvents.newSource();

    @Inject
    StoredEvents log;

    @Inject
    EventScan scan;

    @Inject
    SpanKeeper spans;

    @Test
    void findsByPayloadAndByText() {
        long failed = store("{\"message\":{\"deliveryState\":\"failed\",\"body\":\"See you \\u0000 then\"}}");
        long other = store("{\"message\":{\"deliveryState\":\"delivered\",\"body\":\"see you later\"}}");
        store("{\"note\":\"\\ud83d\"}");
        assertEquals(List.of(failed), ids("payload={\"message\":{\"deliveryState\":\"failed\"}}"));
        assertEquals(List.of(other, failed), ids("text=YOU"));
        assertEquals(List.of(failed), ids("text=you&payload={\"message\":{\"deliveryState\":\"failed\"}}"));
        assertEquals(List.of(), ids("text=never"));
    }

    @Test
    void exportsWhatIsFound() {
        long id = store("{\"message\":{\"body\":\"find me\"}}");
        store("{\"message\":{\"body\":\"not me\"}}");
        String lines =
                reader().get("/api/events/export?text=find&source=" + source).asString();
        assertEquals(1, lines.lines().count());
        assertEquals("{\"id\":\"" + id + "\"", lines.substring(0, lines.indexOf(',')));
    }

    @Test
    void whatStandsAtTheEdgeOfASpanIsFound() {
        List<Long> edges = new ArrayList<>();
        long last = log.store(event(source, "plain"));
        for (int i = 0; i < 3 * Spans.SIZE; i++) {
            boolean edge = (last + 1) % Spans.SIZE <= 1;
            last = log.store(event(source, (edge ? "edge" : "plain") + source));
            if (edge) {
                edges.add(last);
            }
        }
        while (spans.keep() > 0) {
            // Until all that is full is known.
        }
        var filter = new EventFilter(source, List.of("edge" + source), null, null, null, null, null, List.of());
        var result = scan.read(new Selection(filter, null), SortOrder.ASC, 0, scan.head(), 100);
        assertEquals(edges, result.found().stream().map(one -> one.event().id()).toList());
    }

    /** The law: whatever is known of spans, what is found is what the filter picks, in order, in pages of any size. */
    @RepeatedTest(3)
    void whatIsFoundIsWhatIsThereHoweverMuchIsKnownOfIt() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            String type = random.nextInt(200) == 0
                    ? "rare" + source
                    : List.of("a", "b").get(i % 2);
            String at = "2026-03-0" + (1 + random.nextInt(4)) + "T00:00:00Z";
            String contact = random.nextInt(10) == 0 ? "+13035550142" : null;
            var draft = event(source, type).at(at).body("{\"n\":" + i % 3 + "}");
            stored.add(
                    new Stored(log.store(contact == null ? draft : draft.contact(contact)), type, at, contact, i % 3));
            if (random.nextInt(300) == 0) {
                spans.keep();
            }
        }
        for (int i = 0; i < 40; i++) {
            ask(random, stored, "seed " + seed + ", question " + i);
        }
    }

    private record Stored(long id, String type, String at, String contact, int n) {}

    private void ask(Random random, List<Stored> stored, String what) {
        String type = List.of("a", "b", "rare" + source, "").get(random.nextInt(4));
        String from = random.nextBoolean() ? "2026-03-02T00:00:00Z" : null;
        String to = random.nextBoolean() ? "2026-03-04T00:00:00Z" : null;
        String contact = random.nextInt(3) == 0 ? "+13035550142" : null;
        boolean search = random.nextInt(3) == 0;
        SortOrder order = random.nextBoolean() ? SortOrder.ASC : SortOrder.DESC;
        var filter = new EventFilter(
                source,
                type.isEmpty() ? List.of() : List.of(type),
                contact,
                null,
                null,
                instant(from),
                instant(to),
                List.of());
        var wanted = stored.stream()
                .filter(e -> type.isEmpty() || e.type().equals(type))
                .filter(e -> from == null || e.at().compareTo(from) >= 0)
                .filter(e -> to == null || e.at().compareTo(to) < 0)
                .filter(e -> contact == null || contact.equals(e.contact()))
                .filter(e -> !search || e.n() == 1)
                .map(Stored::id)
                .sorted(order == SortOrder.ASC ? Comparator.naturalOrder() : Comparator.reverseOrder())
                .toList();
        BodySearch body = search
                ? BodySearch.of(QueryParameters.of(Map.of("payload", List.of("{\"n\":1}")), BodySearch.PARAMETERS))
                : null;
        List<Long> found = new ArrayList<>();
        long head = scan.head();
        EventScan.Result result = new EventScan.Result(List.of(), order == SortOrder.ASC ? 0 : Long.MAX_VALUE, false);
        while (!result.ended()) {
            result = scan.read(new Selection(filter, body), order, result.position(), head, 1 + random.nextInt(90));
            result.found().forEach(one -> found.add(one.event().id()));
        }
        assertEquals(wanted, found, what);
    }

    private static Instant instant(String text) {
        return text == null ? null : Instant.parse(text);
    }

    private long store(String body) {
        return log.store(event(source, "message.x").body(body));
    }

    private List<Long> ids(String query) {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8)
                .replace("%3D", "=")
                .replace("%26", "&");
        List<String> ids =
                reader().get("/api/events?source=" + source + "&" + encoded).path("items.id");
        return ids.stream().map(Long::valueOf).toList();
    }
}
