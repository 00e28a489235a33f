package dev.textusinbox.log;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A stored body as text, never parsed again, so that no number, escape or order of members changes. */
public final class BodyText {
    private BodyText() {}

    /** The JSON of a stored body, as it was received but for a byte order mark. */
    public static String of(byte[] body) {
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
