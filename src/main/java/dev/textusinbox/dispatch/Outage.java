package dev.textusinbox.dispatch;

import dev.textusinbox.handler.HandlersConfig;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Whether what one handler depends on is away as a whole: then its events wait in the log, and it is called again every few
 * seconds. Guarded by its window.
 */
final class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);
    /** Once it is over, nobody should wait much longer. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final String handler;
    private final HandlersConfig.BackoffConfig backoff;
    private long lastOutcome = System.nanoTime();
    private long callAgain = lastOutcome;
    private int waits;

    Outage(String handler, HandlersConfig.HandlerConfig settings) {
        this.handler = handler;
        this.backoff = settings.backoff();
    }

    /** Whether no call has come to anything since then. */
    boolean isTotalSince(long nanos) {
        return lastOutcome - nanos <= 0;
    }

    /** Something came through. */
    void isOver() {
        lastOutcome = System.nanoTime();
        callAgain = lastOutcome;
        if (waits > 0) {
            waits = 0;
            LOG.infof("Handler %s goes on", handler);
        }
    }

    void goesOn(Settlement.ReceiverUnavailable away) {
        // Those that were called together fail together: one wait for all.
        if (millisLeft() > 0) {
            return;
        }
        if (++waits == 1) {
            LOG.warnf("Handler %s waits: %s", handler, away.error());
        }
        Duration max = backoff.max().compareTo(MAX_WAIT) < 0 ? backoff.max() : MAX_WAIT;
        Duration wait = Backoff.next(waits, backoff.initial(), max, Duration.ZERO, ThreadLocalRandom.current());
        callAgain = System.nanoTime() + wait.toNanos();
    }

    /** How long it is not to be called; 0 or less: it may be. */
    long millisLeft() {
        return Duration.ofNanos(callAgain - System.nanoTime()).toMillis();
    }
}
