package dev.textusinbox.alarm;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One alarm in an answer; the round opens and closes them.
 *
 * @param source null: it is about no single one
 * @param until null: it has not ended
 */
@Schema(name = "Alarm")
public record AlarmEntry(String id, String kind, String source, Instant since, Instant until, String detail) {
    AlarmEntry unended() {
        return new AlarmEntry(id, kind, source, since, null, detail);
    }
}
