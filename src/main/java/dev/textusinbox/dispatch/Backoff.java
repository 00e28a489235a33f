package dev.textusinbox.dispatch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential backoff with full jitter: failures that began together do not come back together. */
final class Backoff {
    private Backoff() {}

    /**
     * The wait before the next attempt.
     *
     * @param attempts how many have failed, 1 and up
     * @param notBefore the least wait that the other side asked for, obeyed up to {@code max}
     */
    static Duration next(int attempts, Duration initial, Duration max, Duration notBefore, RandomGenerator random) {
        long jittered = random.nextLong(limit(attempts, initial, max).toMillis() + 1);
        return Duration.ofMillis(Math.max(jittered, Math.min(notBefore.toMillis(), max.toMillis())));
    }

    /** The longest that it may be, where the other side asks for nothing. */
    static Duration limit(int attempts, Duration initial, Duration max) {
        return Duration.ofMillis(Math.max(1, Math.min(max.toMillis(), doubled(initial.toMillis(), attempts - 1))));
    }

    private static long doubled(long value, int times) {
        return times >= Long.numberOfLeadingZeros(value) - 1 ? Long.MAX_VALUE : value << times;
    }
}
