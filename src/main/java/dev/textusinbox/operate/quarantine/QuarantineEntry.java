package dev.textusinbox.operate.quarantine;

import dev.textusinbox.platform.request.RowIds;
import io.quarkus.hibernate.orm.panache.common.ProjectedFieldName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A delivery in quarantine, in an answer; without its bytes, which have an endpoint of their own.
 *
 * @param bytes how long the body is; 0 once erased
 * @param eventId of a conflict, the event that it contradicts; of a retried one, the event that it became
 */
@RegisterForReflection // a query makes it
@Schema(name = "QuarantineEntry")
public record QuarantineEntry(
        @ProjectedFieldName(RowIds.TEXT) String id,
        String source,
        String reason,
        String state,
        Instant receivedAt,
        Instant closedAt,
        @ProjectedFieldName(RowIds.TEXT_OF_EVENT) String eventId,
        String contentType,
        int bytes) {
    /** Why a delivery may be quarantined, as the schema has it. */
    public static final List<String> REASONS =
            List.of("malformed", "not-an-object", "no-type", "unstorable", "conflict");
}
