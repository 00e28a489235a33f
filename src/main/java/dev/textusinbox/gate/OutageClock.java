package dev.textusinbox.gate;

import java.time.Duration;

/**
 * How long a source has got nothing but 504, and whether that is long enough to park it. Pure: told of everything, times
 * are milliseconds of one steady clock. Not thread-safe.
 *
 * <p>An outage begins with the first 504 after a success. After {@code parkAfter} the source is parked, until the database
 * has been well for {@code recoverAfter} without a break: then the outage is over and the next delivery is tried again.
 */
final class OutageClock {
    private final long parkAfter;
    private final long recoverAfter;
    private boolean out;
    private long since;
    private boolean parked;
    private boolean well;
    private long wellSince;
    /** Whether a success, or the database, has told where an outage could have begun before this clock ran. */
    private boolean rooted;

    OutageClock(Duration parkAfter, Duration recoverAfter) {
        this.parkAfter = parkAfter.toMillis();
        this.recoverAfter = recoverAfter.toMillis();
    }

    /** A delivery was acknowledged, here or by another instance. */
    void taken() {
        rooted = true;
        over();
    }

    /**
     * A verified delivery was answered 504.
     *
     * @param age how long ago the provider made it: while nothing else is known of the time before this clock ran, it
     *     tells how long the provider has been trying; 0 if unknown
     */
    void refused(long now, long age) {
        long began = rooted ? now : now - Math.max(0, age);
        if (!out) {
            out = true;
            since = began;
        } else if (!rooted) {
            since = Math.min(since, began);
        }
        park(now);
    }

    /** The database has told how long ago this outage began; a negative age: it knows of none. */
    void remembered(long now, long age) {
        if (!rooted) {
            rooted = true;
            if (age >= 0) {
                since = out ? Math.min(since, now - age) : now - age;
                out = true;
                park(now);
            }
        }
    }

    /** Whether the database could just now commit a write. */
    void database(long now, boolean isWell) {
        if (isWell && !well) {
            wellSince = now;
        }
        well = isWell;
        park(now);
        if (parked && well && now - wellSince >= recoverAfter) {
            over();
        }
    }

    private void park(long now) {
        if (out && !parked && now - since >= parkAfter) {
            parked = true;
            // Only what is seen from now on proves it well.
            well = false;
        }
    }

    private void over() {
        out = false;
        parked = false;
        well = false;
    }

    Duration parkAfter() {
        return Duration.ofMillis(parkAfter);
    }

    boolean isOut() {
        return out;
    }

    boolean isParked() {
        return parked;
    }

    boolean isBaselineKnown() {
        return rooted;
    }

    /** How long the outage has lasted; 0 without one. */
    long age(long now) {
        return out ? now - since : 0;
    }
}
