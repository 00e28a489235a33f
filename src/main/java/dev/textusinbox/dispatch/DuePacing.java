package dev.textusinbox.dispatch;

import java.util.function.LongSupplier;

/**
 * Leaves the database to live events while very many redeliveries are due, as after a retry of all: work on those is followed by a
 * rest of twice the time that it took. What is due in ones and twos does not wait, nor does a replay, which has a rate of its own.
 */
final class DuePacing {
    private static final int FACTOR = 2;
    private static final long MAX_REST_NANOS = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private boolean many;
    private long restUntil;

    /** @param nanoTime as {@link System#nanoTime} */
    DuePacing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.restUntil = nanoTime.getAsLong();
    }

    /**
     * Some were loaded.
     *
     * @param full whether there may be more than could be loaded at once, other than those of replays
     */
    void loaded(long tookNanos, boolean full) {
        many = full;
        worked(tookNanos);
    }

    /** Some were called or written. */
    void worked(long tookNanos) {
        if (many) {
            long now = nanoTime.getAsLong();
            restUntil = Math.min(Math.max(restUntil, now) + FACTOR * tookNanos, now + MAX_REST_NANOS);
        }
    }

    /** How long nothing more is to be loaded; 0: not at all. */
    long millisLeft() {
        long left = restUntil - nanoTime.getAsLong();
        return left <= 0 ? 0 : left / 1_000_000 + 1;
    }
}
