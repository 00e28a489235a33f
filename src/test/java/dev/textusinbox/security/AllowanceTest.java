package dev.textusinbox.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Near the end of what a long holds: a clock may be there. */
    private static final long START = Long.MAX_VALUE - 20 * SECOND;

    @Test
    void aMinutesWorthMayComeAtOnce() {
        var allowance = new Allowance(3, START);
        for (int i = 0; i < 3; i++) {
            assertEquals(0, allowance.take(START));
        }
        assertEquals(20, allowance.take(START));
    }

    @Test
    void whoWaitsAsToldIsServed() {
        var allowance = new Allowance(1, START);
        assertEquals(0, allowance.take(START));
        assertEquals(60, allowance.take(START + 1));
        assertEquals(1, allowance.take(START + 60 * SECOND - 1));
        assertEquals(0, allowance.take(START + 60 * SECOND));
    }

    @Test
    void whoWaitsForHoursHasNoMoreThanAMinutesWorth() {
        var allowance = new Allowance(2, START);
        long later = START + 7200 * SECOND;
        assertEquals(0, allowance.take(later));
        assertEquals(0, allowance.take(later));
        assertTrue(allowance.take(later) > 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inAnyMinuteNeverMoreThanTwiceTheRate(long seed) {
        Random random = new Random(seed);
        int perMinute = 1 + random.nextInt(100);
        var allowance = new Allowance(perMinute, START);
        var taken = new ArrayDeque<Long>();
        long now = START;
        for (int i = 0; i < 10_000; i++) {
            now += random.nextLong(2 * 60 * SECOND / perMinute);
            if (allowance.take(now) == 0) {
                taken.add(now);
            }
            while (!taken.isEmpty() && now - taken.peek() >= 60 * SECOND) {
                taken.remove();
            }
            assertTrue(taken.size() <= 2 * perMinute, "seed " + seed + ": " + taken.size() + " within a minute");
        }
    }
}
