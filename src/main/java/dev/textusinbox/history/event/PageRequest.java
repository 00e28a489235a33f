package dev.textusinbox.history.event;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which page of which events is asked for.
 *
 * @param position the event before the page's first, in its order: 0 or {@code Long.MAX_VALUE} for the first page
 */
public record PageRequest(Selection selection, SortOrder order, long position, int limit, boolean payload) {
    private static final int PRESET_LIMIT = 50;
    private static final int LARGEST_LIMIT = 1000;
    public static final Map<String, SortOrder> ORDERS =
            new TreeMap<>(Map.of("asc", SortOrder.ASC, "desc", SortOrder.DESC));
    public static final Map<String, Boolean> INCLUDES = Map.of("payload", true);
    private static final Set<String> PARAMETERS = new TreeSet<>(Selection.PARAMETERS);

    static {
        PARAMETERS.addAll(Set.of("order", "cursor", "limit", "include"));
    }

    /** The page that a request's decoded query parameters ask for; a 400 that names what can't be read. */
    static PageRequest of(Map<String, List<String>> parameters, Function<String, Optional<String>> contacts) {
        QueryParameters query = QueryParameters.of(parameters, PARAMETERS);
        SortOrder order = query.choice("order", ORDERS, SortOrder.DESC);
        return new PageRequest(
                Selection.of(query, contacts),
                order,
                position(query.text("cursor"), order),
                query.number("limit", 1, LARGEST_LIMIT, PRESET_LIMIT),
                query.choice("include", INCLUDES, false));
    }

    /** The event before the first of a page that begins at the cursor, which may be null; a 400 that names it. */
    public static long position(String cursor, SortOrder order) {
        if (cursor == null) {
            return order == SortOrder.ASC ? 0 : Long.MAX_VALUE;
        }
        PageCursor decoded = PageCursor.decoded(cursor)
                .orElseThrow(() -> ProblemException.badParameter("cursor", "It is not a cursor given by this list."));
        if (decoded.order() != order) {
            throw ProblemException.badParameter("cursor", "It was given in the other order.");
        }
        return decoded.id();
    }
}
