package dev.textusinbox.consumer;

import dev.textusinbox.platform.problem.ProblemException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client asks for; anything may be missing.
 *
 * @param max events at most, 1 to 1,000
 * @param waitSeconds how long to wait until there is one, 0 to 30 s
 * @param leaseSeconds how long the client has them, 5 s to 1 h
 */
public record ReceiveRequest(
        @Schema(minimum = "1", maximum = "1000", defaultValue = "100")
        Integer max,

        @Schema(minimum = "0", maximum = "30", defaultValue = "0")
        Integer waitSeconds,

        @Schema(minimum = "5", maximum = "3600", defaultValue = "60")
        Integer leaseSeconds) {
    private static final ReceiveRequest DEFAULT = new ReceiveRequest(null, null, null);
    private static final int MIN_LEASE = 5;
    private static final int MAX_LEASE = 3600;

    /** The request of a body that need not be there. */
    static ReceiveRequest of(ReceiveRequest body) {
        return body == null ? DEFAULT : body;
    }

    int checkedMax() {
        return within("max", max, 1, 1000, 100);
    }

    Duration patience() {
        return Duration.ofSeconds(within("waitSeconds", waitSeconds, 0, 30, 0));
    }

    Duration lease() {
        return lease(leaseSeconds, 60);
    }

    /** A lease that a client asks for; a 400 that names it. */
    static Duration lease(Integer seconds, Integer usual) {
        return Duration.ofSeconds(within("leaseSeconds", seconds, MIN_LEASE, MAX_LEASE, usual));
    }

    private static int within(String name, Integer value, int min, int max, Integer usual) {
        Integer number = value == null ? usual : value;
        if (number == null || number < min || number > max) {
            throw ProblemException.badParameter(name, "It must be a number from %d to %d.".formatted(min, max));
        }
        return number;
    }
}
