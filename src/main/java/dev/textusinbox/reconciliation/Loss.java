package dev.textusinbox.reconciliation;

import dev.textusinbox.gate.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The time whose events an outage may have cost. Pure.
 *
 * <p>What was answered 504 is tried again, with pauses that grow, for {@link Gate#PROVIDER_PATIENCE}. How they grow is not
 * documented. Where each doubles the age, the last try may come when half of that patience is over, so what was younger than
 * half of it when 504s ended had another try for certain; what was older than all of it had none.
 *
 * @param from what was made before it was taken
 * @param to what was made from here on had another try, or was kept by the provider
 * @param givenUpTo what was made before was dropped by the provider for certain; null: nothing was
 */
@Schema(name = "ReconciliationLoss")
public record Loss(Instant from, Instant to, Instant givenUpTo) {
    private static final Duration SAFE = Gate.PROVIDER_PATIENCE.dividedBy(2);

    /** Of an outage, from its first 504 until it ended or was parked. */
    static Optional<Loss> of(Instant since, Instant end) {
        Instant to = end.minus(SAFE);
        if (!to.isAfter(since)) {
            return Optional.empty();
        }
        Instant givenUp = end.minus(Gate.PROVIDER_PATIENCE);
        return Optional.of(new Loss(since, to, givenUp.isAfter(since) ? givenUp : null));
    }
}
