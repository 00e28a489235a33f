package dev.textusinbox.client;

import java.time.Duration;

/**
 * How events are consumed.
 *
 * @param max events in hand at most, 1 to 1,000: those that are worked on, and those fetched ahead of that
 * @param concurrency contacts whose events are worked on side by side, 1 and up
 * @param lease how long the inbox gives an event to nobody else, 5 s to 1 h, in whole seconds; it is extended while the event is in hand,
 *     so it is how long others wait after this process has died
 * @param stopWithin how long {@link Consumption#close} waits for what is in hand
 */
public record ConsumeOptions(int max, int concurrency, Duration lease, Duration stopWithin) {
    /** 100 events, 8 contacts side by side, a lease of a minute, and half of one to stop. */
    public static final ConsumeOptions DEFAULT =
            new ConsumeOptions(100, 8, Duration.ofMinutes(1), Duration.ofSeconds(30));

    /** @throws IllegalArgumentException for what is out of its range */
    public ConsumeOptions {
        require(max >= 1 && max <= 1_000, "max must be 1 to 1000");
        require(concurrency >= 1, "concurrency must be 1 or more");
        require(lease.toSeconds() >= 5 && lease.toSeconds() <= 3_600, "lease must be 5 s to 1 h");
        require(!stopWithin.isNegative(), "stopWithin must not be negative");
    }

    public ConsumeOptions withMax(int events) {
        return new ConsumeOptions(events, concurrency, lease, stopWithin);
    }

    public ConsumeOptions withConcurrency(int contacts) {
        return new ConsumeOptions(max, contacts, lease, stopWithin);
    }

    public ConsumeOptions withLease(Duration time) {
        return new ConsumeOptions(max, concurrency, time, stopWithin);
    }

    public ConsumeOptions withStopWithin(Duration time) {
        return new ConsumeOptions(max, concurrency, lease, time);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
