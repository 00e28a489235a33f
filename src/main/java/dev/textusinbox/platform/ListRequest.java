package dev.textusinbox.platform;

import java.util.Collection;
import java.util.List;

/**
 * Which page of a list is asked for, and how its answer is made: the same for every list, whatever is in it.
 *
 * @param list the list's name, for its cursors
 * @param cursor the last row of the page before, or {@link #NONE}
 * @param limit how many rows at most
 */
public record ListRequest(String list, long cursor, int limit) {
    /** The cursor of a first page. */
    public static final long NONE = -1;

    private static final int MOST = 1000;
    private static final int USUAL = 50;

    /** The page that a request's parameters {@code limit} and {@code cursor} ask for; a 400 that names the wrong one. */
    public static ListRequest of(String list, QueryParameters query) {
        int limit = query.number("limit", 1, MOST, USUAL);
        String cursor = query.text("cursor");
        if (cursor == null) {
            return new ListRequest(list, NONE, limit);
        }
        long id = ListCursor.decoded(cursor)
                .filter(decoded -> decoded.list().equals(list))
                .orElseThrow(() -> ProblemException.badParameter("cursor", "It is not a cursor given by this list."))
                .id();
        return new ListRequest(list, id, limit);
    }

    /** For a list that goes down by id: the ids of its page are smaller than this. */
    public long below() {
        return cursor == NONE ? Long.MAX_VALUE : cursor;
    }

    /** How many rows to read: one more than are given tells whether there is a next page. */
    public int rowsToRead() {
        return limit + 1;
    }

    /** The page of a list that is short, and in memory as a whole: its cursor counts what was given. */
    public <T> ListPage<T> pageOf(Collection<T> all) {
        long start = cursor == NONE ? 0 : cursor;
        List<T> given = all.stream().skip(start).limit(limit).toList();
        long end = start + given.size();
        return new ListPage<>(given, end < all.size() ? new ListCursor(list, end).encoded() : null);
    }
}
