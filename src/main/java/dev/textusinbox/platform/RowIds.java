package dev.textusinbox.platform;

/** Ids in a path: what can be none is not found, as one that isn't there. */
public final class RowIds {
    private static final int LONGEST = 19;

    private RowIds() {}

    /** The id; a 404 that says {@code otherwise} if it is none. */
    public static long read(String id, String otherwise) {
        if (!id.isEmpty() && id.length() <= LONGEST && id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            try {
                return Long.parseLong(id);
            } catch (NumberFormatException e) {
                // Nineteen digits may be more than a long holds.
            }
        }
        throw ProblemException.notFound(otherwise);
    }
}
