package dev.textusinbox.dispatch;

import dev.textusinbox.handler.HandlersConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Whether what one handler depends on is away as a whole: then its events wait in the log, and one at a time asks whether it is
 * back. Guarded by its window.
 *
 * <pre>
 *   closed ──▶ open        its other side can't be reached, or the calls of three contacts in a row failed in passing
 *   open ──▶ half open     after a wait of a few seconds: one call
 *   half open ──▶ open     it failed in the same way
 *   half open ──▶ closed   it came to anything else
 * </pre>
 */
final class CircuitBreaker {
    private static final Logger LOG = Logger.getLogger(CircuitBreaker.class);
    /** Once it is over, nobody should wait much longer. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    /** One contact's failures say nothing of the others'. */
    private static final int KEYS = 3;

    private final String handler;
    private final HandlersConfig.BackoffConfig backoff;
    private final Set<String> failing = new HashSet<>();
    private final LongSupplier nanoTime;
    private long lastOutcome;
    private long callAgain;
    private int waits;
    private String reason;

    /** @param nanoTime as {@link System#nanoTime} */
    CircuitBreaker(String handler, HandlersConfig.HandlerConfig settings, LongSupplier nanoTime) {
        this.handler = handler;
        this.backoff = settings.backoff();
        this.nanoTime = nanoTime;
        this.lastOutcome = nanoTime.getAsLong();
        this.callAgain = lastOutcome;
    }

    /** Whether no call has come to anything since then. */
    boolean isTotalSince(long nanos) {
        return lastOutcome - nanos <= 0;
    }

    /** Why it is open or half open; null while it is closed. */
    String reason() {
        return waits > 0 ? reason : null;
    }

    boolean isOpen() {
        return waits > 0;
    }

    /**
     * Notes that a call for the key failed in passing.
     *
     * @return whether that is an outage: it is open, or enough other keys have failed since a call came to anything
     */
    boolean failed(String key) {
        if (failing.size() < KEYS) {
            failing.add(key);
        }
        return isOpen() || failing.size() >= KEYS;
    }

    /** Something came through. */
    void close() {
        lastOutcome = nanoTime.getAsLong();
        callAgain = lastOutcome;
        failing.clear();
        if (waits > 0) {
            waits = 0;
            LOG.infof("Handler %s goes on", handler);
        }
    }

    /** Opens, or stays open for another wait. */
    void open(String why) {
        // Those that were called together fail together: one wait for all.
        if (millisLeft() > 0) {
            return;
        }
        reason = why;
        if (++waits == 1) {
            LOG.warnf("Handler %s waits: %s", handler, why);
        }
        callAgain = nanoTime.getAsLong() + wait(waits).toNanos();
    }

    /** Half of it is certain, so that what is down is not asked again at once. */
    private Duration wait(int number) {
        Duration max = backoff.max().compareTo(MAX_WAIT) < 0 ? backoff.max() : MAX_WAIT;
        Duration drawn = Backoff.next(number, backoff.initial(), max, Duration.ZERO, ThreadLocalRandom.current());
        return Backoff.limit(number, backoff.initial(), max).plus(drawn).dividedBy(2);
    }

    /** How long it is not to be called; 0 or less: it may be. */
    long millisLeft() {
        return Duration.ofNanos(callAgain - nanoTime.getAsLong()).toMillis();
    }
}
