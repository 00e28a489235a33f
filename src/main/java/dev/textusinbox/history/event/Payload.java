package dev.textusinbox.history.event;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.textusinbox.log.BodyText;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A body inside an answer: its JSON as received, never parsed again, so that no number, escape or order of members
 * changes.
 *
 * @param json the JSON, or null once erased
 */
@Schema(type = SchemaType.OBJECT, nullable = true, description = "The JSON as received; null once erased.")
public record Payload(
        @JsonValue @JsonRawValue @Schema(hidden = true) String json) {

    /** The payload of a stored body, which is JSON since it was read once; null for one that is erased. */
    public static Payload of(byte[] body) {
        return new Payload(body == null ? null : BodyText.of(body));
    }

    /** The same JSON on one line: in what was read as JSON a line break can only stand between values. */
    public Payload onOneLine() {
        return json == null ? this : new Payload(json.replace('\r', ' ').replace('\n', ' '));
    }
}
