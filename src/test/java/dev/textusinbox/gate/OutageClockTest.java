package dev.textusinbox.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class OutageClockTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long SECOND = 1000;
    private static final Duration PARK_AFTER = Duration.ofHours(10);
    private static final Duration RECOVER_AFTER = Duration.ofMinutes(1);

    private final OutageClock clock = new OutageClock(PARK_AFTER, RECOVER_AFTER);

    @Test
    void theFirst504AfterASuccessStartsItAndTheNextSuccessEndsIt() {
        clock.taken();
        clock.refused(HOUR, 0);
        clock.refused(2 * HOUR, 0);
        assertEquals(2 * HOUR, clock.age(3 * HOUR));
        clock.taken();
        assertEquals(0, clock.age(4 * HOUR));
        clock.refused(5 * HOUR, 0);
        assertEquals(0, clock.age(5 * HOUR));
    }

    @Test
    void anUnbrokenOutageParksAtItsEndAndNotBefore() {
        clock.taken();
        clock.refused(0, 0);
        clock.refused(10 * HOUR - 1, 0);
        assertFalse(clock.isParked());
        clock.refused(10 * HOUR, 0);
        assertTrue(clock.isParked());
    }

    @Test
    void itParksWithoutAnotherDelivery() {
        clock.taken();
        clock.refused(0, 0);
        clock.database(10 * HOUR, false);
        assertTrue(clock.isParked());
    }

    @Test
    void itIsTriedAgainWhenTheDatabaseHasBeenWellForAMinuteWithoutABreak() {
        clock.taken();
        clock.refused(0, 0);
        clock.database(10 * HOUR, false);
        long now = 11 * HOUR;
        clock.database(now, true);
        clock.database(now + 59 * SECOND, false);
        clock.database(now + 60 * SECOND, true);
        clock.database(now + 119 * SECOND, true);
        assertTrue(clock.isParked());
        clock.database(now + 120 * SECOND, true);
        assertFalse(clock.isParked());
        assertFalse(clock.isOut(), "the clock starts anew with the next 504");
    }

    @Test
    void whatWasWellBeforeItParkedDoesNotCount() {
        clock.taken();
        clock.refused(0, 0);
        clock.database(HOUR, true);
        clock.database(10 * HOUR, true);
        assertTrue(clock.isParked());
        clock.database(10 * HOUR + 30 * SECOND, true);
        assertTrue(clock.isParked());
    }

    @Test
    void afterARestartTheDatabaseTellsWhenItBegan() {
        clock.refused(HOUR, 0);
        clock.remembered(HOUR, 9 * HOUR);
        assertEquals(9 * HOUR, clock.age(HOUR));
        clock.remembered(HOUR, 0);
        assertEquals(9 * HOUR, clock.age(HOUR), "once");
    }

    @Test
    void afterARestartWithoutDatabaseTheAgeOfWhatIsRefusedTells() {
        clock.refused(HOUR, 3 * HOUR);
        clock.refused(HOUR, 8 * HOUR);
        clock.refused(HOUR, 0);
        assertEquals(8 * HOUR, clock.age(HOUR));
    }

    @Test
    void onceThereWasASuccessTheAgeOfWhatIsRefusedMeansNothing() {
        clock.taken();
        clock.refused(HOUR, 8 * HOUR);
        assertEquals(0, clock.age(HOUR));
    }

    @Test
    void anOutageThatTheDatabaseDoesNotKnowOfIsNotMadeUp() {
        clock.remembered(HOUR, -1);
        assertFalse(clock.isOut());
        clock.refused(2 * HOUR, 8 * HOUR);
        assertEquals(0, clock.age(2 * HOUR));
    }

    /** The law: parked exactly from ten hours after the first 504 since a success, until a minute of health or a success. */
    @RepeatedTest(200)
    void anyRunAgreesWithAPlainModel(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        clock.taken();
        long now = 0;
        long since = -1;
        long well = -1;
        boolean parked = false;
        for (int step = 0; step < 300; step++) {
            now += random.nextInt(10) == 0 ? random.nextLong(4 * HOUR) : random.nextLong(20 * SECOND);
            int what = random.nextInt(40);
            boolean isWell = what >= 20 && what < 38;
            if (what == 0) {
                clock.taken();
                since = well = -1;
                parked = false;
            } else if (what < 20) {
                clock.refused(now, random.nextLong(HOUR));
                since = since < 0 ? now : since;
            } else {
                clock.database(now, isWell);
                well = !isWell ? -1 : well < 0 ? now : well;
            }
            if (since >= 0 && !parked && now - since >= 10 * HOUR) {
                parked = true;
                well = -1;
            } else if (parked && isWell && now - well >= 60 * SECOND) {
                since = well = -1;
                parked = false;
            }
            assertEquals(parked, clock.isParked(), "seed " + run.getCurrentRepetition() + ", step " + step);
            assertEquals(since >= 0 ? now - since : 0, clock.age(now));
        }
    }
}
