package dev.textusinbox.history.event;

import dev.textusinbox.platform.request.QueryParameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which events a reader wants: those that the filter picks and whose bodies hold what is looked for.
 *
 * @param search null where no body is looked into
 */
public record Selection(EventFilter filter, BodySearch search) {
    /** Every event. */
    public static final Selection ALL =
            new Selection(new EventFilter(null, List.of(), null, null, null, null, null, List.of()), null);

    /** The query parameters that {@link #of} reads. */
    public static final Set<String> PARAMETERS = new TreeSet<>(EventFilter.PARAMETERS);

    static {
        PARAMETERS.addAll(BodySearch.PARAMETERS);
    }

    /** The selection of a request; a 400 that names what can't be read. */
    public static Selection of(QueryParameters query, Function<String, Optional<String>> contacts) {
        return new Selection(EventFilter.of(query, contacts), BodySearch.of(query));
    }

    /** Whether an event is wanted. */
    public boolean matches(Entry entry) {
        return filter.matches(entry.event()) && (search == null || search.matches(entry.body()));
    }
}
