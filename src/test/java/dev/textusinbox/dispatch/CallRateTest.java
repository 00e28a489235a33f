package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What an instance makes of the times that it has reserved; its clock is the test's. */
class CallRateTest {
    private static final long MILLI = 1_000_000;
    private long now = 7_000_000_000L;
    private final CallRate rate = new CallRate(OptionalDouble.of(50), () -> now);

    /** So many calls, the first of which may begin at once. */
    private void reserve(int calls) {
        rate.reserved(calls, calls * 20_000L);
    }

    @Test
    void withoutARateNothingIsHeldUp() {
        CallRate none = new CallRate(OptionalDouble.empty(), () -> now);
        assertFalse(none.isLimited());
        assertEquals(Integer.MAX_VALUE, none.permits());
        none.take(1_000);
        assertEquals(0, none.wanted());
    }

    @Test
    void nothingMayBeginBeforeItsTime() {
        reserve(3);
        assertEquals(1, rate.permits());
        rate.take(1);
        assertEquals(0, rate.permits());
        assertEquals(21, rate.millisToNext());
        now += 20 * MILLI;
        assertEquals(1, rate.permits());
        now += 20 * MILLI;
        assertEquals(2, rate.permits());
    }

    /** Those that may begin now may all have been taken when somebody looks again. */
    @Test
    void theNextOneIsKnownWhileOthersMayBeginNow() {
        reserve(3);
        assertEquals(1, rate.permits());
        assertEquals(21, rate.millisToNext());
        now += 25 * MILLI;
        assertEquals(2, rate.permits());
        assertEquals(16, rate.millisToNext());
        rate.take(2);
        assertEquals(16, rate.millisToNext());
        now += 100 * MILLI;
        assertEquals(1, rate.permits());
        assertEquals(21, rate.millisToNext());
    }

    @Test
    void whatIsNotUsedInTimeIsLost() {
        reserve(10);
        now += 10_000 * MILLI;
        assertEquals(0, rate.permits());
        assertTrue(rate.wanted() > 0);
    }

    @Test
    void whatIsALittleLateIsNot() {
        reserve(10);
        now += 200 * MILLI;
        assertEquals(10, rate.permits());
        rate.take(10);
        assertEquals(0, rate.permits());
    }

    @Test
    void whoUsesAllAsksForMoreUpToAFifthOfASecond() {
        for (int expected : new int[] {2, 4, 8, 10, 10}) {
            assertEquals(expected, asked());
        }
    }

    private int asked() {
        if (rate.wanted() <= 1) {
            reserve(1);
            rate.take(1);
        }
        int wanted = rate.wanted();
        rate.reserved(wanted, 0);
        rate.take(wanted);
        return wanted;
    }

    @Test
    void whoUsesLittleAsksForLittle() {
        reserve(10);
        rate.take(2);
        now += 10_000 * MILLI;
        assertEquals(2, rate.wanted());
    }

    @Test
    void asLongAsEnoughIsLeftNothingIsAskedFor() {
        reserve(8);
        rate.take(5);
        assertEquals(0, rate.wanted());
        rate.take(1);
        assertEquals(10, rate.wanted());
    }
}
