package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration INITIAL = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofHours(1);
    private static final Duration NOTHING = Duration.ZERO;

    @Test
    void staysBetweenNothingAndALimitThatDoublesUpToTheMaximum() {
        Random random = new Random(1);
        for (int attempts = 1; attempts <= 200; attempts++) {
            long limit =
                    Math.min(MAX.toMillis(), attempts > 40 ? Long.MAX_VALUE : INITIAL.toMillis() << (attempts - 1));
            for (int i = 0; i < 50; i++) {
                long wait =
                        Backoff.next(attempts, INITIAL, MAX, NOTHING, random).toMillis();
                assertTrue(wait >= 0 && wait <= limit, attempts + " attempts: " + wait + " ms is over " + limit);
            }
        }
    }

    @Test
    void growsOnAverageUntilTheMaximum() {
        double before = 0;
        for (int attempts = 1; attempts <= 11; attempts++) {
            double mean = mean(attempts, new Random(attempts));
            assertTrue(
                    mean > before * 1.5, "after " + attempts + " attempts the mean is " + mean + ", before " + before);
            before = mean;
        }
    }

    private static double mean(int attempts, RandomGenerator random) {
        long sum = 0;
        for (int i = 0; i < 2000; i++) {
            sum += Backoff.next(attempts, INITIAL, MAX, NOTHING, random).toMillis();
        }
        return sum / 2000.0;
    }

    @Test
    void obeysWhatTheOtherSideAskedForUpToTheMaximum() {
        Random random = new Random(3);
        assertTrue(Backoff.next(1, INITIAL, MAX, Duration.ofMinutes(5), random).compareTo(Duration.ofMinutes(5)) >= 0);
        assertEquals(MAX, Backoff.next(1, INITIAL, MAX, Duration.ofDays(2), random));
    }

    @Test
    void isSpreadAndNotTheSameForAll() {
        Random random = new Random(4);
        long different = IntStream.range(0, 100)
                .mapToLong(i -> Backoff.next(5, INITIAL, MAX, NOTHING, random).toMillis())
                .distinct()
                .count();
        assertTrue(different > 50, different + " different waits of 100");
    }
}
