package dev.textusinbox.operate;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An event in trouble with a handler, or put back by a replay, in an answer; dispatch writes it.
 *
 * @param contact of the event: a queue may go by something else, and an erased phone is not to be shown
 * @param replayId the replay that it belongs to; null for the event's own delivery
 */
@Schema(name = "Redelivery")
public record RedeliveryEntry(
        String id,
        String eventId,
        String handler,
        String contact,
        String state,
        int attempts,
        String lastError,
        Instant nextAttemptAt,
        String replayId) {}
