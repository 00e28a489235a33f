package dev.textusinbox.platform.request;

import dev.textusinbox.platform.problem.ProblemException;

/** Ids in a path: what can be none is not found, as one that isn't there. */
public final class RowIds {
    /** An entity's id as answers give it: text, for a projection. */
    public static final String TEXT = "cast(id as String)";

    /** The same of its event's id. */
    public static final String TEXT_OF_EVENT = "cast(eventId as String)";

    private static final int MAX = 19;

    private RowIds() {}

    /** The id; a 404 that says {@code otherwise} if it is none. */
    public static long read(String id, String otherwise) {
        if (!id.isEmpty() && id.length() <= MAX && id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            try {
                return Long.parseLong(id);
            } catch (NumberFormatException e) {
                // Nineteen digits may be more than a long holds.
            }
        }
        throw ProblemException.notFound(otherwise);
    }
}
