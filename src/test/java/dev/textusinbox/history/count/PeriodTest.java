package dev.textusinbox.history.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.history.event.SpanKeeper;
import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.scripted.ScriptedInbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PeriodTest {
    /** Long before anything of the other tests. */
    private static final Instant HOUR = Instant.parse("1999-05-01T10:00:00Z");

    @Inject
    ScriptedInbox inbox;

    @Inject
    TimedQueries queries;

    @Inject
    SpanKeeper spans;

    private final String source = ScriptedInbox.newSource();

    @Test
    void eventsAreCountedByTheHourInWhichTheyWereMadeInFullSpansAndBehindThem() {
        Instant before = Instant.now();
        for (int i = 0; i < 300; i++) {
            store(HOUR.plusSeconds(i * 15L));
        }
        while (spans.keep() > 0) {
            // Until all full spans are known.
        }
        store(HOUR);
        Period period = new Period(queries);
        assertEquals(
                Optional.of(Map.of(HOUR, 241L, HOUR.plus(1, ChronoUnit.HOURS), 60L)),
                period.made(source, HOUR, HOUR.plus(2, ChronoUnit.HOURS), Period.MAX));
        assertEquals(
                Optional.of(Map.of(HOUR, 241L)), period.made(source, HOUR, HOUR.plus(1, ChronoUnit.HOURS), Period.MAX));
        Period.Late late = period.late(source, before, Instant.now(), Period.MAX);
        assertTrue(late.complete());
        assertEquals(301, late.events());
    }

    @Test
    void tooMuchIsNotCountedAndOfWhatCameLateTheFirstIsLookedAt() {
        Instant before = Instant.now();
        for (int i = 0; i < 30; i++) {
            store(HOUR.plusSeconds(i));
        }
        store(Instant.now());
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        assertTrue(new Period(queries).made(source, HOUR, end, 10).isEmpty());
        Period.Late first = new Period(queries).late(source, before, end, 10);
        assertFalse(first.complete());
        assertTrue(first.events() <= 10, first.toString());
        Period.Late all = new Period(queries).late(source, before, end, Period.MAX);
        assertTrue(all.complete());
        assertEquals(30, all.events());
        assertEquals(HOUR, all.oldest());
        assertEquals(0, all.repeats());
    }

    @Test
    void whatCameBeforeIsNotLate() {
        store(HOUR);
        Instant after = Instant.now();
        assertEquals(
                0,
                new Period(queries)
                        .late(source, after, after.plusSeconds(1), Period.MAX)
                        .events());
    }

    private void store(Instant made) {
        inbox.append(source, """
                {"action":"%s","id":"%s","timestamp":"%s","contact":{"phoneNumber":"%s"}}""".formatted(ScriptedInbox.TYPE, UUID.randomUUID(), made, ScriptedInbox.newPhone()));
    }
}
