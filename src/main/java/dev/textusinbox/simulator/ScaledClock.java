package dev.textusinbox.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Runs faster than real time: twelve hours pass while a test waits. */
final class ScaledClock extends Clock {
    private final double speed;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    /** @param speed how many seconds pass on it in each real one */
    ScaledClock(double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("no such speed: " + speed);
        }
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        return start.plusNanos((long) ((System.nanoTime() - startNanos) * speed));
    }

    /** How many real nanoseconds so much of its time takes. */
    long realNanos(Duration duration) {
        return (long) (duration.toNanos() / speed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants only");
    }
}
