package dev.textusinbox.log;

/** Which texts a PostgreSQL column and its index can hold: one bad one must not fail the batch it is in. */
final class StorableText {
    /** Longer ids or types than this are nobody's; an index entry must stay far below a third of a page. */
    static final int MAX_LENGTH = 512;

    private StorableText() {}

    /** The text, or null when it is empty, too long, or has a NUL or half a surrogate pair. */
    static String orNull(String text) {
        if (text == null || text.isEmpty() || text.length() > MAX_LENGTH) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return null;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return null;
                }
                i++;
            }
        }
        return text;
    }

    /** The last segment of a link such as {@code /messages/6Nvq9L}, or the id itself; null when unstorable. */
    static String idOf(String link) {
        String id = orNull(link);
        if (id == null) {
            return null;
        }
        int end = id.endsWith("/") ? id.length() - 1 : id.length();
        return orNull(id.substring(id.lastIndexOf('/', end - 1) + 1, end));
    }
}
