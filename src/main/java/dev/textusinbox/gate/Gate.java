package dev.textusinbox.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Whether one source's deliveries are taken or parked. Thread-safe. */
public final class Gate {
    private static final Logger LOG = Logger.getLogger(Gate.class);
    /** How long the provider repeats a delivery that is answered 504, before it gives it up for good. */
    public static final Duration PROVIDER_PATIENCE = Duration.ofHours(12);

    private final String source;
    private final OutageClock clock;
    private final LongSupplier millis;
    private Mode mode = Mode.ACCEPT;
    /** Deliveries that each secret verified and the database has not been told of. */
    private final Map<Integer, Long> secretUse = new TreeMap<>();

    private final List<PastOutage> ended = new ArrayList<>();

    /** An outage that is over. */
    record PastOutage(Instant since, Instant until) {}

    /**
     * How a gate is, for operators.
     *
     * @param mode what an operator has set
     * @param parkedBy why deliveries are answered 503, or null where they are taken
     * @param outageSince when the first 504 after a success was given, or null
     * @param budget how much is left of the time for which the provider repeats what is answered 504
     */
    public record GateState(String source, Mode mode, Parking parkedBy, Instant outageSince, Duration budget) {}

    /** @param millis a steady clock */
    Gate(String source, OutageClock clock, LongSupplier millis) {
        this.source = source;
        this.clock = clock;
        this.millis = millis;
    }

    /** Whether deliveries are to be answered 503: the provider keeps them, and asks again every hour. */
    public synchronized boolean isParked() {
        return mode == Mode.PARK || clock.isParked();
    }

    /** A delivery was acknowledged. */
    public synchronized void taken() {
        if (clock.isOut() || !clock.isBaselineKnown()) {
            change(clock::taken);
        }
    }

    /** Whether the age of what is refused matters: nothing is known yet of the time before the program started. */
    public synchronized boolean wantsAge() {
        return !clock.isBaselineKnown();
    }

    /**
     * A verified delivery could not be stored.
     *
     * @param age how long ago the provider made it, in milliseconds; 0 if unknown. Older ones than the provider repeats come
     *     from what it had saved, and tell nothing.
     */
    public synchronized void refused(long age) {
        change(() -> clock.refused(millis.getAsLong(), age < PROVIDER_PATIENCE.toMillis() ? age : 0));
    }

    /** A delivery was verified by the secret of that position. */
    public synchronized void verified(int position) {
        secretUse.merge(position, 1L, Long::sum);
    }

    /** Takes the outages that have ended since the last time; {@link #restoreEnded} gives them back. */
    synchronized List<PastOutage> takeEnded() {
        List<PastOutage> taken = List.copyOf(ended);
        ended.clear();
        return taken;
    }

    synchronized void restoreEnded(List<PastOutage> outages) {
        ended.addAll(outages);
    }

    /** Takes what was counted since the last time; {@link #verifiedAlso} gives it back. */
    synchronized Map<Integer, Long> takeSecretUse() {
        Map<Integer, Long> taken = new TreeMap<>(secretUse);
        secretUse.clear();
        return taken;
    }

    synchronized void verifiedAlso(Map<Integer, Long> use) {
        use.forEach((position, count) -> secretUse.merge(position, count, Long::sum));
    }

    synchronized void remembered(long age) {
        change(() -> clock.remembered(millis.getAsLong(), age));
    }

    synchronized void database(boolean isWell) {
        change(() -> clock.database(millis.getAsLong(), isWell));
    }

    synchronized void mode(Mode set) {
        mode = set;
    }

    synchronized boolean isOut() {
        return clock.isOut();
    }

    synchronized boolean isParkedByOutage() {
        return clock.isParked();
    }

    /** How long the outage has lasted, in milliseconds; 0 without one. */
    synchronized long outage() {
        return clock.age(millis.getAsLong());
    }

    synchronized GateState state() {
        long age = outage();
        Parking parking = mode == Mode.PARK ? Parking.OPERATOR : clock.isParked() ? Parking.OUTAGE : null;
        long left = Math.max(0, PROVIDER_PATIENCE.toMillis() - age);
        return new GateState(
                source, mode, parking, clock.isOut() ? Instant.now().minusMillis(age) : null, Duration.ofMillis(left));
    }

    Duration parkAfter() {
        return clock.parkAfter();
    }

    String source() {
        return source;
    }

    private void change(Runnable change) {
        boolean wasOut = clock.isOut();
        long before = outage();
        boolean wasParked = clock.isParked();
        change.run();
        if (wasOut && !clock.isOut()) {
            Instant now = Instant.now();
            ended.add(new PastOutage(now.minusMillis(before), now));
        }
        if (clock.isParked() && !wasParked) {
            LOG.errorf(
                    "Source %s: nothing could be stored for %s; deliveries are parked at the provider (503)",
                    source, Duration.ofMillis(outage()).truncatedTo(ChronoUnit.SECONDS));
        } else if (wasParked && !clock.isParked()) {
            LOG.warnf("Source %s: deliveries are taken again", source);
        }
    }
}
