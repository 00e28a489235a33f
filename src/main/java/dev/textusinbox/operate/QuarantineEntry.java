package dev.textusinbox.operate;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A delivery kept aside, in an answer; without its bytes, which only their own door gives out.
 *
 * @param bytes how long the body is; 0 once erased
 * @param eventId of a conflict, the event that it contradicts; of a retried one, the event that it became
 */
@Schema(name = "QuarantineEntry")
public record QuarantineEntry(
        String id,
        String source,
        String reason,
        String state,
        Instant receivedAt,
        Instant closedAt,
        String eventId,
        String contentType,
        int bytes) {
    /** Why a delivery may be kept aside, as the schema has it. */
    public static final List<String> REASONS =
            List.of("malformed", "not-an-object", "no-type", "unstorable", "conflict");
}
