package dev.textusinbox.bulk;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.textusinbox.platform.request.RowIds;
import io.quarkus.hibernate.orm.panache.common.ProjectedFieldName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One bulk order in an answer.
 *
 * @param action what is done to each: retry, discard, erase or drop
 * @param state running, completed or cancelled
 * @param matched how many there were when it was made; null as long as that is not known
 * @param done how many it has done so far
 * @param wanted to which, the database's own JSON text: it is passed on as it is
 */
@RegisterForReflection // a query makes it
@Schema(name = "BulkOrder")
public record BulkEntry(
        @ProjectedFieldName(RowIds.TEXT) String id,
        String action,
        String state,
        Long matched,
        long done,
        String reason,
        String createdBy,
        Instant createdAt,
        Instant finishedAt,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String wanted) {}
