package dev.textusinbox.history.event;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
        return new Payload(body == null ? null : text(body));
    }

    /** The same JSON on one line: in what was read as JSON a line break can only stand between values. */
    public Payload onOneLine() {
        return json == null ? this : new Payload(json.replace('\r', ' ').replace('\n', ' '));
    }

    private static String text(byte[] body) {
        String text = new String(body, charset(body));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** JSON begins with an ASCII character or a byte order mark, so its first bytes tell the encoding. */
    private static Charset charset(byte[] body) {
        int head = 0;
        for (int i = 0; i < 4; i++) {
            head = head << 8 | (i < body.length ? body[i] & 0xff : 0x20);
        }
        if (head >>> 8 == 0 || head == 0x0000feff) {
            return Charset.forName("UTF-32BE");
        }
        if ((head & 0x00ffffff) == 0 || head == 0xfffe0000) {
            return Charset.forName("UTF-32LE");
        }
        if (head >>> 24 == 0 || head >>> 16 == 0xfeff) {
            return StandardCharsets.UTF_16BE;
        }
        return (head >>> 16 & 0xff) == 0 || head >>> 16 == 0xfffe ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }
}
