package dev.textusinbox.operate.source;

import java.time.Instant;
import java.util.List;

/**
 * A source in an answer. What the database keeps is null while it is away; what this instance knows by itself is there all the
 * same, since that is when it is asked for.
 *
 * @param mode what an operator has set, {@code accept} or {@code park}; null for a source that is no longer configured
 * @param parkedBy {@code operator} or {@code outage} while deliveries are answered 503, else null
 * @param outageSince the first 504 after a success, or null
 * @param budgetSeconds what is left of the 12 hours for which the provider repeats what is answered 504
 * @param secrets by position: 0 is the current one
 */
public record SourceStatus(
        String source,
        String mode,
        String parkedBy,
        Instant outageSince,
        Long budgetSeconds,
        Long received,
        Long stored,
        Long duplicates,
        Long quarantined,
        Instant lastDeliveryAt,
        List<SecretUse> secrets) {

    /** How much one secret has verified, and when last. */
    public record SecretUse(int position, long deliveries, Instant lastUsedAt) {}
}
