package dev.textusinbox.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The provider's budget of calls: so many in each window, for the one token there is. */
final class RateLimit {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Clock clock;
    private int most;
    private int used;
    private Instant end;

    /**
     * What is left after a call.
     *
     * @param allowed false: it was one too many
     * @param resetSeconds until the next window
     */
    record Budget(boolean allowed, int most, int left, long resetSeconds) {}

    RateLimit(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
        this.end = clock.instant().plus(WINDOW);
    }

    synchronized Budget take() {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            used = 0;
            end = now.plus(WINDOW);
        }
        boolean allowed = used < most;
        used = allowed ? used + 1 : used;
        return new Budget(
                allowed,
                most,
                most - used,
                Math.max(1, Duration.between(now, end).toSeconds()));
    }

    /** From now on so many may still come in this window. */
    synchronized void leave(int calls) {
        used = Math.max(0, most - calls);
    }
}
