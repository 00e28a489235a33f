package dev.textusinbox.platform.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding (RFC 3986, 2.1) of UTF-8. Pure. */
public final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';

    private PercentEncoding() {}

    /**
     * A header's value as it may be sent: as it is if it is printable ASCII, else percent-encoded, the percent sign too. Blanks
     * at its ends count as not printable: a receiver strips them.
     */
    public static String header(String value) {
        boolean asItIs =
                value.chars().allMatch(PercentEncoding::isPrintable) && !value.startsWith(" ") && !value.endsWith(" ");
        return asItIs ? value : encode(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length * 2);
        for (int i = 0; i < bytes.length; i++) {
            boolean atAnEnd = i == 0 || i == bytes.length - 1;
            boolean asItIs = isPrintable(bytes[i]) && bytes[i] != '%' && !(bytes[i] == ' ' && atAnEnd);
            append(encoded, bytes[i], asItIs);
        }
        return encoded.toString();
    }

    /** What is beyond ASCII encoded, the rest as it is: a URL has been checked for what else may not be in it. */
    static String nonAscii(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            append(encoded, each, each >= 0);
        }
        return encoded.toString();
    }

    private static void append(StringBuilder encoded, byte each, boolean asItIs) {
        if (asItIs) {
            encoded.append((char) each);
        } else {
            encoded.append('%').append(HEX.toHexDigits(each));
        }
    }

    /** The bytes; a percent sign that begins no encoding stands for itself. */
    static byte[] decode(String value) {
        byte[] given = value.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(given.length);
        for (int i = 0; i < given.length; i++) {
            boolean encoded = given[i] == '%'
                    && i + 2 < given.length
                    && HexFormat.isHexDigit(given[i + 1])
                    && HexFormat.isHexDigit(given[i + 2]);
            if (encoded) {
                decoded.write(HexFormat.fromHexDigit(given[i + 1]) << 4 | HexFormat.fromHexDigit(given[i + 2]));
                i += 2;
            } else {
                decoded.write(given[i]);
            }
        }
        return decoded.toByteArray();
    }

    private static boolean isPrintable(int each) {
        return each >= FIRST_PRINTABLE && each <= LAST_PRINTABLE;
    }
}
