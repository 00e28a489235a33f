package dev.textusinbox.replay;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.textusinbox.platform.request.RowIds;
import io.quarkus.hibernate.orm.panache.common.ProjectedFieldName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One replay in an answer; its feeder and the dispatch of its rows write it.
 *
 * @param matched how many events matched when it was made; null as long as they are being counted
 * @param succeeded how many all its handlers have taken
 * @param dead how many are dead with some handler
 * @param pending how many are still to come to an end; none once it is over, whatever became of them; null as long as matched is
 * @param filter the database's own JSON text: it is passed on as it is
 */
@RegisterForReflection // a query makes it
@Schema(name = "Replay")
public record ReplayEntry(
        @ProjectedFieldName(RowIds.TEXT) String id,
        String state,
        Long matched,
        long succeeded,
        long dead,
        Long pending,
        String reason,
        String createdBy,
        Instant createdAt,
        Instant finishedAt,
        List<String> handlers,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String filter,
        int ratePerSecond) {}
