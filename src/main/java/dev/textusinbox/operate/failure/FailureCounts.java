package dev.textusinbox.operate.failure;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * The numbers of one group.
 *
 * @param firstFailedAt since the group was last empty
 */
@RegisterForReflection // a query makes it
record FailureCounts(
        long causeId,
        String handler,
        String state,
        String cause,
        long n,
        long contacts,
        Instant firstFailedAt,
        Instant lastFailedAt) {}
