package dev.textusinbox.history;

import dev.textusinbox.log.Event;
import dev.textusinbox.platform.QueryParameters;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which events a reader wants: those that the filter picks. */
record Selection(EventFilter filter) {
    /** The query parameters that {@link #of} reads. */
    static final Set<String> PARAMETERS = EventFilter.PARAMETERS;

    /** The selection of a request; a 400 that names what can't be read. */
    static Selection of(QueryParameters query, Function<String, Optional<String>> e164) {
        return new Selection(EventFilter.of(query, e164));
    }

    /** Whether an event, with its body, is wanted. */
    boolean matches(Event event) {
        return filter.matches(event);
    }
}
