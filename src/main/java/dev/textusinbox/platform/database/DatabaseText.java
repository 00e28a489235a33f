package dev.textusinbox.platform.database;

/** Text as PostgreSQL can hold it: a NUL and half of a surrogate pair become U+FFFD, all else stays as it is. */
public final class DatabaseText {
    private static final char REPLACEMENT = '\uFFFD';

    private DatabaseText() {}

    /** The text that can be stored; null stays null. */
    public static String of(String text) {
        if (text == null) {
            return null;
        }
        StringBuilder changed = null;
        for (int i = 0; i < text.length(); i++) {
            if (isStorable(text, i)) {
                continue;
            }
            if (changed == null) {
                changed = new StringBuilder(text);
            }
            changed.setCharAt(i, REPLACEMENT);
        }
        return changed == null ? text : changed.toString();
    }

    private static boolean isStorable(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c != 0;
    }
}
