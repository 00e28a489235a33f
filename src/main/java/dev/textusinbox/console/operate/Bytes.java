package dev.textusinbox.console.operate;

import dev.textusinbox.console.page.PrettyJson;
import dev.textusinbox.console.page.Show;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bytes of which nothing is known, for people to look at. Pure. */
final class Bytes {
    static final int MAX = 20_000;
    private static final int LINE = 16;
    private static final int MAX_HEX = 4_096;

    private Bytes() {}

    /** As text where they are text, else in hex; the beginning of what is long. */
    static String shown(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Show.cut(PrettyJson.visible(text), MAX);
        } catch (CharacterCodingException e) {
            return hex(bytes);
        }
    }

    private static String hex(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        int end = Math.min(bytes.length, MAX_HEX);
        for (int line = 0; line < end; line += LINE) {
            StringBuilder codes = new StringBuilder();
            StringBuilder letters = new StringBuilder();
            for (int i = line; i < Math.min(line + LINE, end); i++) {
                codes.append(String.format(Locale.ROOT, "%02x ", bytes[i]));
                letters.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            lines.append(String.format(Locale.ROOT, "%06x  %-48s %s%n", line, codes, letters));
        }
        return lines.toString();
    }
}
