package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * When calls of a handler that has a rate may begin. The rate is that of all instances together: each reserves the times of a few
 * calls in the database, as many as it has used of those before, and at most those of a fifth of a second. So the row is
 * written a few times a second, whatever the rate is, and an instance with little to do takes nothing from the others. It is
 * the generic cell rate algorithm (ITU-T I.371). Guarded by its owner's lock, but for {@link #ask}.
 */
final class CallRate {
    private static final double SECOND = 1e9;
    /** Of so long a time the calls are reserved at once. */
    private static final double SHARE = 0.2;
    /** What is not used by then is lost: a pause is not followed by a burst. */
    private static final long LATE_NANOS = 250_000_000;

    private static final long MICROS_AHEAD = 10_000_000;
    private static final int CALLS_AHEAD = 10;

    // A clock that goes back does not hold the handler up for long: nobody has reserved so far ahead.
    private static final String RESERVE = """
            INSERT INTO handler_rate AS r (handler, free_at)
            SELECT ?, clock_timestamp() + u.taken FROM (SELECT ? * interval '1 microsecond' AS taken) AS u
            ON CONFLICT (handler) DO UPDATE
               SET free_at = least(greatest(r.free_at, clock_timestamp()), clock_timestamp() + ? * interval '1 microsecond')
                             + ? * interval '1 microsecond'
            RETURNING (extract(epoch FROM free_at - clock_timestamp()) * 1000000)::bigint""";

    private final boolean isLimited;
    private final double perSecond;
    private final double intervalNanos;
    private final int most;
    private final LongSupplier nanoTime;
    private final Deque<Slots> reserved = new ArrayDeque<>();
    /** How many were reserved last, and used since. */
    private int size = 1;

    private int used;
    private volatile boolean hasHeldUp;
    private volatile long heldUpAt;

    /** Times of calls one after the other. */
    private static final class Slots {
        double next;
        int left;
    }

    /** @param nanoTime as {@link System#nanoTime} */
    CallRate(OptionalDouble perSecond, LongSupplier nanoTime) {
        this.isLimited = perSecond.isPresent();
        this.perSecond = perSecond.orElse(0);
        this.intervalNanos = isLimited ? SECOND / this.perSecond : 0;
        this.most = (int) Math.max(1, this.perSecond * SHARE);
        this.nanoTime = nanoTime;
    }

    boolean isLimited() {
        return isLimited;
    }

    /** How many calls may begin now. */
    int permits() {
        if (!isLimited) {
            return Integer.MAX_VALUE;
        }
        long now = nanoTime.getAsLong();
        forget(now);
        int permits = 0;
        for (Slots slots : reserved) {
            if (slots.next <= now) {
                permits += (int) Math.min(slots.left, (now - slots.next) / intervalNanos + 1);
            }
        }
        return permits;
    }

    /** So many calls begin, for which there are permits. */
    void take(int calls) {
        int open = isLimited ? calls : 0;
        used += open;
        while (open > 0 && !reserved.isEmpty()) {
            Slots first = reserved.getFirst();
            int taken = Math.min(open, first.left);
            advance(first, taken);
            open -= taken;
        }
    }

    /**
     * How long until there is a permit more than now, 1 or more: so long nobody need look, whatever becomes of those that there are.
     * Where none is reserved, as long as it would take from now.
     */
    long millisToNext() {
        long now = nanoTime.getAsLong();
        forget(now);
        double next = now + intervalNanos;
        for (Slots slots : reserved) {
            double due = slots.next > now ? 0 : Math.floor((now - slots.next) / intervalNanos) + 1;
            if (due < slots.left) {
                next = slots.next + due * intervalNanos;
                break;
            }
        }
        return (long) ((next - now) / 1e6) + 1;
    }

    /** How many calls to reserve the time of, where there is work for more than are reserved; 0: there are enough. */
    int wanted() {
        if (!isLimited) {
            return 0;
        }
        forget(nanoTime.getAsLong());
        int left = reserved.stream().mapToInt(slots -> slots.left).sum();
        if (left > size / 4) {
            return 0;
        }
        return Math.min(most, used >= size - size / 4 ? 2 * size : Math.max(1, used));
    }

    /**
     * Reserves in the database, in a transaction of its own.
     *
     * @return when the last of them is over, in microseconds from now; for {@link #reserved}
     */
    long ask(Connection connection, String handler, int calls) throws SQLException {
        double taken = calls * intervalNanos / 1e3;
        double ahead = MICROS_AHEAD + CALLS_AHEAD * intervalNanos / 1e3;
        return Sql.one(connection, RESERVE, row -> row.getLong(1), handler, taken, ahead, taken);
    }

    /** Notes what was reserved: a little later than it is, by as long as the answer was under way. */
    void reserved(int calls, long endMicros) {
        Slots slots = new Slots();
        slots.left = calls;
        slots.next = nanoTime.getAsLong() + endMicros * 1e3 - calls * intervalNanos;
        reserved.addLast(slots);
        size = calls;
        used = 0;
    }

    private void forget(long now) {
        while (!reserved.isEmpty() && reserved.getFirst().next < now - LATE_NANOS) {
            Slots first = reserved.getFirst();
            advance(first, (int) Math.min(first.left, Math.ceil((now - LATE_NANOS - first.next) / intervalNanos)));
        }
    }

    private void advance(Slots first, int slots) {
        first.next += slots * intervalNanos;
        first.left -= slots;
        if (first.left == 0) {
            reserved.removeFirst();
        }
    }

    /** A call waits for it just now. */
    void heldUp() {
        heldUpAt = nanoTime.getAsLong();
        hasHeldUp = true;
    }

    /** Whether a call has waited for it within the last second: from any thread. */
    boolean isHoldingUp() {
        return hasHeldUp && nanoTime.getAsLong() - heldUpAt < SECOND;
    }

    /** As an operator is told. */
    @Override
    public String toString() {
        return perSecond == Math.rint(perSecond) ? Long.toString((long) perSecond) : Double.toString(perSecond);
    }
}
