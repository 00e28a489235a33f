package dev.textusinbox.security;

import java.util.concurrent.TimeUnit;

/**
 * What one caller may ask: a minute's requests at once, then one more each time that the rate gives one.
 *
 * <p>Kept as the time at which all would be there again, so that there is nothing to refill.
 */
final class Allowance {
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long nanosEach;
    private final long burstNanos;
    private long fullAtNanos;

    Allowance(int perMinute, long nowNanos) {
        this.nanosEach = MINUTE_NANOS / perMinute;
        this.burstNanos = nanosEach * perMinute;
        this.fullAtNanos = nowNanos;
    }

    /** Takes one: 0, or how many seconds, rounded up, until there is one to take. Nothing is taken then. */
    synchronized long take(long nowNanos) {
        // Differences only: the clock's zero is anywhere.
        long owed = Math.max(0, fullAtNanos - nowNanos) + nanosEach;
        if (owed > burstNanos) {
            return (owed - burstNanos - 1) / TimeUnit.SECONDS.toNanos(1) + 1;
        }
        fullAtNanos = nowNanos + owed;
        return 0;
    }
}
