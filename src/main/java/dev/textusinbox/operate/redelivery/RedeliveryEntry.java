package dev.textusinbox.operate.redelivery;

import dev.textusinbox.platform.request.RowIds;
import io.quarkus.hibernate.orm.panache.common.ProjectedFieldName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An event that failed at a handler, waits behind one that did, or was put back by a replay, in an answer; dispatch writes it.
 *
 * @param contact of the event: a queue may go by something else, and an erased phone is not to be shown
 * @param replayId the replay that it belongs to; null for the event's own delivery
 */
@RegisterForReflection // a query makes it
@Schema(name = "Redelivery")
public record RedeliveryEntry(
        @ProjectedFieldName(RowIds.TEXT) String id,
        @ProjectedFieldName(RowIds.TEXT_OF_EVENT) String eventId,
        String handler,
        String contact,
        String state,
        int attempts,
        String lastError,
        @ProjectedFieldName("dueAt") Instant nextAttemptAt,
        @ProjectedFieldName("cast(replayId as String)") String replayId) {}
