package dev.textusinbox.history.follow;

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
import java.util.regex.Pattern;

/**
 * What is to be followed.
 *
 * @param after the event before the first; empty: from now on
 */
record StreamRequest(Selection selection, OptionalLong after) {
    private static final String AFTER = "after";
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Pattern ID = Pattern.compile("0|[1-9]\\d{0,17}");
    private static final Set<String> PARAMETERS = new TreeSet<>(Selection.PARAMETERS);

    static {
        PARAMETERS.addAll(Set.of("include", AFTER));
    }

    /**
     * What a request asks to follow; a 400 that names what can't be read.
     *
     * @param lastEventId the header, or null. It wins: a browser that connects again sends it with the URL of the start
     */
    static StreamRequest of(
            Map<String, List<String>> parameters, String lastEventId, Function<String, Optional<String>> contacts) {
        QueryParameters query = QueryParameters.of(parameters, PARAMETERS);
        OptionalLong after = id(AFTER, query.text(AFTER));
        requirePayload(query);
        return new StreamRequest(
                Selection.of(query, contacts),
                lastEventId == null || lastEventId.isBlank() ? after : id(LAST_EVENT_ID, lastEventId.strip()));
    }

    /** Items have their payload here: who asks for it, as of the list, gets what is meant. */
    static void requirePayload(QueryParameters query) {
        boolean unused = query.choice("include", PageRequest.INCLUDES, true);
    }

    /** The id of an event, or 0; a 400 that names the parameter. */
    static OptionalLong id(String parameter, String text) {
        if (text == null) {
            return OptionalLong.empty();
        }
        if (!ID.matcher(text).matches()) {
            throw ProblemException.badParameter(parameter, "It must be an event's id.");
        }
        return OptionalLong.of(Long.parseLong(text));
    }
}
