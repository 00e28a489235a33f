package dev.textusinbox.history.follow;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.history.event.PageRequest;
import dev.textusinbox.history.event.Selection;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is to be exported.
 *
 * @param position the event before the first, in the order asked for
 */
record ExportRequest(Selection selection, SortOrder order, long position) {
    private static final String CURSOR = "cursor";
    private static final String AFTER = "after";
    private static final Set<String> PARAMETERS = new TreeSet<>(Selection.PARAMETERS);

    static {
        PARAMETERS.addAll(Set.of("order", "include", CURSOR, AFTER));
    }

    /** What a request asks to export; a 400 that names what can't be read. */
    static ExportRequest of(Map<String, List<String>> parameters, Function<String, Optional<String>> contacts) {
        QueryParameters query = QueryParameters.of(parameters, PARAMETERS);
        SortOrder order = query.choice("order", PageRequest.ORDERS, SortOrder.ASC);
        StreamRequest.requirePayload(query);
        String cursor = query.text(CURSOR);
        OptionalLong after = StreamRequest.id(AFTER, query.text(AFTER));
        if (cursor != null && after.isPresent()) {
            throw ProblemException.badParameter(AFTER, "It can't be given together with a cursor.");
        }
        long position = PageRequest.position(cursor, order);
        return new ExportRequest(Selection.of(query, contacts), order, after.orElse(position));
    }
}
