package dev.textusinbox.replay;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One replay in an answer; its feeder and the dispatch of its rows write it.
 *
 * @param matched how many events matched when it was made
 * @param succeeded how many all its handlers have taken
 * @param dead how many some handler gave up on
 * @param pending how many are still to come to an end; none once it is over, whatever became of them
 * @param filter the database's own JSON text: it is passed on as it is
 */
@Schema(name = "Replay")
public record ReplayEntry(
        String id,
        String state,
        long matched,
        long succeeded,
        long dead,
        long pending,
        String reason,
        String createdBy,
        Instant createdAt,
        Instant finishedAt,
        List<String> handlers,
        @JsonRawValue String filter,
        int ratePerSecond) {}
