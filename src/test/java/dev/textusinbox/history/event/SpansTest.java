package dev.textusinbox.history.event;

import static dev.textusinbox.history.event.StoredEvents.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.history.event.Spans.IdRange;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is looked at of a span: nothing that is known to be of others. */
@QuarkusTest
class SpansTest {
    private static final int EVENTS = 3 * Spans.SIZE;

    @Inject
    StoredEvents log;

    @Inject
    SpanKeeper keeper;

    @Inject
    Spans spans;

    private final String source = StoredEvents.newSource();
    private final String rare = "rare" + source;
    private final List<Long> rareIds = new ArrayList<>();
    private IdRange stored;

    /** Each fortieth is rare, and every other is another source's of that very type. */
    @BeforeEach
    void threeSpansAndMore() {
        long first = 0;
        long last = 0;
        for (int i = 0; i < EVENTS; i++) {
            boolean own = i % 2 == 0;
            last = log.store(event(own ? source : source + "2", i % 40 < 2 ? rare : "usual"));
            first = i == 0 ? last : first;
            if (own && i % 40 == 0) {
                rareIds.add(last);
            }
        }
        while (keeper.keep() > 0) {
            // Until all that is full is known.
        }
        long lowestFull = (first + Spans.SIZE - 2) / Spans.SIZE * Spans.SIZE;
        long highestFull = last / Spans.SIZE * Spans.SIZE;
        stored = new IdRange(lowestFull, highestFull);
        rareIds.removeIf(id -> id <= lowestFull || id > highestFull);
    }

    @Test
    void whatIsRareIsReadAloneInEitherOrder() {
        assertEquals(rareIds, highs(places(SortOrder.ASC, 64, Integer.MAX_VALUE)));
        Collections.reverse(rareIds);
        assertEquals(rareIds, highs(places(SortOrder.DESC, 64, Integer.MAX_VALUE)));
    }

    @Test
    void whatIsUsualIsReadInSpans() {
        IdRanges found = spans.places(filter("usual"), SortOrder.ASC, stored, 64, Integer.MAX_VALUE);
        assertEquals(List.of(stored.low()), found.lows());
        assertEquals(List.of(stored.high()), found.highs());
    }

    @Test
    void noMoreSpansAreReadThanHoldWhatIsWanted() {
        IdRanges found = places(SortOrder.ASC, 64, 1);
        assertFalse(found.last());
        assertEquals(stored.low() + Spans.SIZE, found.end());
        assertEquals(rareIds.stream().filter(id -> id <= found.end()).toList(), highs(found));
        IdRanges rest = spans.places(filter(rare), SortOrder.ASC, new IdRange(found.end(), stored.high()), 64, 1000);
        assertTrue(rest.last());
        assertEquals(rareIds.stream().filter(id -> id > found.end()).toList(), highs(rest));
    }

    @Test
    void aSpanThatAnOlderProgramWroteIsReadWhole() throws SQLException {
        try (var connection = log.database().getConnection();
                var statement = connection.prepareStatement(
                        "UPDATE event_span SET types = NULL, sources = NULL, places = NULL WHERE span = ?")) {
            statement.setLong(1, stored.first());
            statement.executeUpdate();
        }
        IdRanges found = places(SortOrder.ASC, 1, 1000);
        assertEquals(List.of(stored.low()), found.lows());
        assertEquals(List.of(stored.low() + Spans.SIZE), found.highs());
    }

    private IdRanges places(SortOrder order, int count, int wanted) {
        return spans.places(filter(rare), order, stored, count, wanted);
    }

    private EventFilter filter(String type) {
        return new EventFilter(source, List.of(type), null, null, null, null, null, List.of());
    }

    /** The ids of ranges that hold one each. */
    private static List<Long> highs(IdRanges ranges) {
        for (int i = 0; i < ranges.lows().size(); i++) {
            assertEquals(ranges.highs().get(i) - 1, ranges.lows().get(i));
        }
        return ranges.highs();
    }
}
