package dev.textusinbox.platform.database;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The form of a provider's id, type or sender name that a PostgreSQL column and its index hold. Nearly every text is
 * its own; one that is too long, or has a NUL or half a surrogate pair, is its beginning and the SHA-256 of all of it,
 * so that two of them are equal only where the texts are.
 */
public final class StoredText {
    /** An index entry must stay below 2,704 bytes; a character is three at most. */
    public static final int MAX_LENGTH = 512;

    private static final String MARK = "~sha256:";
    private static final int HASH_DIGITS = 64;
    private static final int TAIL = MARK.length() + HASH_DIGITS;

    private StoredText() {}

    /** The stored form; null for none and for an empty text. */
    public static String of(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return isStorable(text) && text.length() <= MAX_LENGTH && !isShortened(text) ? text : shortened(text);
    }

    /** The stored form of what a caller looks for, who may have been shown a shortened one. */
    public static String sought(String text) {
        return isShortened(text) ? text : of(text);
    }

    /** Whether it stands for a longer text. What a provider sends in this form is shortened too, so none is mistaken. */
    public static boolean isShortened(String stored) {
        int tail = stored.length() - TAIL;
        return tail >= 0
                && stored.startsWith(MARK, tail)
                && stored.chars().skip(tail + (long) MARK.length()).allMatch(StoredText::isHexDigit);
    }

    /** Whether the database's text type can hold it. */
    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!isPair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text with U+FFFD for each half of a surrogate pair: no encoder of JSON takes one. */
    public static String wellFormed(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c) && isPair(text, i)) {
                whole.append(c).append(text.charAt(++i));
            } else {
                whole.append(Character.isSurrogate(c) ? '\ufffd' : c);
            }
        }
        return whole.toString();
    }

    /** The text as a column takes it that people read: {@link #wellFormed}, and a space for each NUL. */
    public static String readable(String text) {
        return wellFormed(text.replace('\0', ' '));
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static String shortened(String text) {
        String start = text.substring(0, Math.min(text.length(), MAX_LENGTH - TAIL));
        return wellFormed(start).replace('\0', '\ufffd') + MARK + HexFormat.of().formatHex(sha256(text));
    }

    /** Of its UTF-16, which has halves of surrogate pairs too. */
    private static byte[] sha256(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
        bytes.asCharBuffer().put(text);
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
