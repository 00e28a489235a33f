package dev.textusinbox.provider;

import dev.textusinbox.platform.http.RetryAfter;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;

/** What the provider said is left of a token's calls, and until when it wants none. */
final class RateBudget {
    private final Clock clock;
    private volatile double left = Double.NaN;
    private volatile Instant closedUntil = Instant.MIN;

    RateBudget(Clock clock) {
        this.clock = clock;
    }

    /** From an answer's headers; null where there is none. */
    void told(String remaining) {
        OptionalLong number = seconds(remaining);
        if (number.isPresent()) {
            left = number.getAsLong();
        }
    }

    /** After a 429. */
    void close(long seconds) {
        closedUntil = clock.instant().plusSeconds(seconds);
    }

    /** How long no call is to be made; 0: go on. */
    long closedForSeconds() {
        Instant now = clock.instant();
        return now.isBefore(closedUntil) ? Math.max(1, closedUntil.getEpochSecond() - now.getEpochSecond()) : 0;
    }

    /** NaN: not known. */
    double left() {
        return left;
    }

    /** How long a {@code Retry-After} asks to wait, in seconds; a date too, though this provider has not been seen to send one. */
    OptionalLong retryAfter(String header) {
        return RetryAfter.read(header, clock.instant()).stream()
                .mapToLong(wait -> wait.plusMillis(999).toSeconds())
                .findFirst();
    }

    /** A header's whole number. */
    private static OptionalLong seconds(String header) {
        boolean digits = header != null
                && !header.isEmpty()
                && header.length() <= 9
                && header.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalLong.of(Long.parseLong(header)) : OptionalLong.empty();
    }
}
