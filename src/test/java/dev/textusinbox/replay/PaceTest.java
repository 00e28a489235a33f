package dev.textusinbox.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final long SECOND = 1_000_000;

    @ParameterizedTest
    @CsvSource({
        "100, 0, 0",
        "100, 9999, 0",
        "100, 10000, 1",
        "100, 100000, 10",
        "100, 1000000, 10",
        "100, 99000000, 10",
        "7, 200000, 1",
        "1, 999999, 0",
        "1, 1000000, 1",
        "1, 3000000, 1",
        "10000, 100000, 1000",
    })
    void timeEarnsEventsUpToATenthOfASecondsWorth(int perSecond, long idleMicros, int allowance) {
        assertEquals(allowance, new Pace(perSecond).allowance(idleMicros));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100, 999, 10_000})
    void theRateIsKeptInTheLongRunWheneverOneLooks(int perSecond) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Pace pace = new Pace(perSecond);
        long idle = 0;
        long time = 0;
        long gone = 0;
        while (time < 60 * SECOND) {
            long step = 1L + random.nextInt((int) Pace.SAVED_MICROS);
            time += step;
            idle += step;
            int allowance = pace.allowance(idle);
            idle = pace.left(idle, allowance);
            gone += allowance;
            assertTrue(gone * SECOND <= time * perSecond, "too fast, seed " + seed);
        }
        // Behind by at most the last step's, and the roundings of some hundred looks.
        assertTrue(gone >= 59L * perSecond, gone + " in a minute, seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100, 999, 10_000})
    void noSecondHasMoreThanTheRateAndTheBurstHoweverLongNobodyLooked(int perSecond) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Pace pace = new Pace(perSecond);
        ArrayDeque<long[]> second = new ArrayDeque<>();
        long idle = 0;
        long time = 0;
        long inSecond = 0;
        while (time < 120 * SECOND) {
            long step = 1L + random.nextInt(random.nextInt(10) == 0 ? 3_000_000 : 150_000);
            time += step;
            idle += step;
            int gone = pace.allowance(idle);
            idle = pace.left(idle, gone);
            second.add(new long[] {time, gone});
            inSecond += gone;
            while (second.peek()[0] <= time - SECOND) {
                inSecond -= second.remove()[1];
            }
            // And one that was nearly earned.
            assertTrue(inSecond <= perSecond + pace.burst() + 1, inSecond + " in a second, seed " + seed);
        }
    }

    @Test
    void whatWaitedLongDoesNotComeAllAtOnce() {
        Pace pace = new Pace(10);
        long left = pace.left(3600 * SECOND, pace.allowance(3600 * SECOND));
        assertTrue(pace.allowance(left) <= 1);
    }
}
