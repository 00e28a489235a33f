package dev.textusinbox.platform.request;

import dev.textusinbox.platform.problem.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

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

    private static final int MAX = 1000;
    private static final int DEFAULT = 50;

    /** The page that a request's parameters {@code limit} and {@code cursor} ask for; a 400 that names the wrong one. */
    public static ListRequest of(String list, QueryParameters query) {
        int limit = query.number("limit", 1, MAX, DEFAULT);
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

    /** A condition on an attribute, to be added to others with its value; none where the value is null. */
    public static String narrow(Map<String, Object> values, String attribute, Object value) {
        if (value == null) {
            return "";
        }
        values.put(attribute, value);
        return " and " + attribute + " = :" + attribute;
    }

    /**
     * The page of a list that goes down by id.
     *
     * @param rows what was found below, the newest first, at most {@link #rowsToRead}
     */
    public <T> ListPage<T> page(List<T> rows, ToLongFunction<T> id) {
        if (rows.size() <= limit) {
            return new ListPage<>(rows, null);
        }
        List<T> given = List.copyOf(rows.subList(0, limit));
        return new ListPage<>(given, new ListCursor(list, id.applyAsLong(given.get(limit - 1))).encoded());
    }

    /** The page of a list that is short, and in memory as a whole: its cursor counts what was given. */
    public <T> ListPage<T> pageOf(Collection<T> all) {
        long start = cursor == NONE ? 0 : cursor;
        List<T> given = all.stream().skip(start).limit(limit).toList();
        long end = start + given.size();
        return new ListPage<>(given, end < all.size() ? new ListCursor(list, end).encoded() : null);
    }
}
