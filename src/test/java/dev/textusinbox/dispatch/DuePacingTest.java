package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DuePacingTest {
    private long now;
    private final DuePacing pacing = new DuePacing(() -> now);

    @Test
    void aFewAreNotHeldUp() {
        assertEquals(0, pacing.millisLeft());
        pacing.loaded(millis(20), false);
        pacing.worked(millis(500));
        assertEquals(0, pacing.millisLeft());
    }

    @Test
    void workOnVeryManyIsFollowedByARestOfTwiceItsTime() {
        pacing.loaded(millis(20), true);
        pacing.worked(millis(30));
        assertEquals(101, pacing.millisLeft());
        now += millis(60);
        assertEquals(41, pacing.millisLeft());
        // What had been loaded before is written while it rests.
        pacing.worked(millis(10));
        assertEquals(61, pacing.millisLeft());
        now += millis(60);
        assertEquals(0, pacing.millisLeft());
    }

    @Test
    void noRestIsLongerThanASecond() {
        for (int i = 0; i < 3; i++) {
            pacing.loaded(millis(30_000), true);
            assertEquals(1_001, pacing.millisLeft());
        }
    }

    @Test
    void theLastOfThemAreNotHeldUp() {
        pacing.loaded(millis(20), true);
        now += millis(40);
        pacing.loaded(millis(20), false);
        assertEquals(0, pacing.millisLeft());
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
