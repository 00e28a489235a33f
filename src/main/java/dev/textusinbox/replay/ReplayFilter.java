package dev.textusinbox.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.textusinbox.history.event.EventFilter;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.QueryParameters;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which events a replay takes, as it is given, kept and shown. Text throughout: {@link #read} says what is wrong with it,
 * by name.
 *
 * @param failedFrom when an attempt at one of the handlers failed, at the earliest
 * @param failedTo when it failed, before this
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReplayFilter(
        String source,
        List<String> types,
        String contact,
        String conversation,
        String message,
        String from,
        String to,
        List<String> eventIds,
        List<String> states,
        String failedFrom,
        String failedTo) {

    /** What a handler may have made of an event, as handler_state() in the schema says it. */
    public static final List<String> STATES =
            List.of("pending", "done", "retrying", "blocked", "dead", "discarded", "skipped");

    static final ReplayFilter EMPTY =
            new ReplayFilter(null, null, null, null, null, null, null, null, null, null, null);

    private static final String PREFIX = "filter.";
    private static final Set<String> KNOWN = Set.of(
            "filter.source",
            "filter.types",
            "filter.contact",
            "filter.conversation",
            "filter.message",
            "filter.from",
            "filter.to",
            "filter.eventIds",
            "filter.states",
            "filter.failedFrom",
            "filter.failedTo");

    public ReplayFilter {
        types = withoutNulls(types);
        eventIds = withoutNulls(eventIds);
        states = withoutNulls(states);
    }

    /** What it means; a 400 that names what can't be read. Given {@code handlers}, which it does not look at. */
    Matching read(List<String> handlers, Function<String, Optional<String>> contacts) {
        Map<String, List<String>> values = new HashMap<>();
        put(values, "source", source);
        put(values, "contact", contact);
        put(values, "conversation", conversation);
        put(values, "message", message);
        put(values, "from", from);
        put(values, "to", to);
        put(values, "failedFrom", failedFrom);
        put(values, "failedTo", failedTo);
        values.put(PREFIX + "types", types);
        values.put(PREFIX + "eventIds", eventIds);
        values.put(PREFIX + "states", states);
        QueryParameters given = QueryParameters.of(values, KNOWN);
        EventFilter events = new EventFilter(
                given.text("filter.source"),
                types,
                contact == null ? null : phone(contacts),
                given.id("filter.conversation"),
                given.id("filter.message"),
                given.time("filter.from"),
                given.time("filter.to"),
                eventIds.stream().map(ReplayFilter::eventId).toList());
        states.stream()
                .filter(state -> !Matching.STATES.contains(state))
                .findFirst()
                .ifPresent(unknown -> {
                    throw ProblemException.badParameter(
                            "filter.states", "It must be some of: " + String.join(", ", Matching.STATES) + ".");
                });
        return new Matching(handlers, events, states, given.time("filter.failedFrom"), given.time("filter.failedTo"));
    }

    /** The filter that means this, in the one spelling that is kept. */
    static ReplayFilter of(Matching matching) {
        EventFilter events = matching.events();
        return new ReplayFilter(
                events.source(),
                events.types(),
                events.contact(),
                events.conversation(),
                events.message(),
                text(events.from()),
                text(events.to()),
                events.eventIds().stream().map(String::valueOf).toList(),
                matching.states(),
                text(matching.failedFrom()),
                text(matching.failedTo()));
    }

    /** As it may stand in the audit log. */
    ReplayFilter masked() {
        return new ReplayFilter(
                source,
                types,
                contact == null ? null : Phones.mask(contact),
                conversation,
                message,
                from,
                to,
                eventIds,
                states,
                failedFrom,
                failedTo);
    }

    private String phone(Function<String, Optional<String>> contacts) {
        return contacts.apply(contact.strip())
                .orElseThrow(
                        () -> ProblemException.badParameter("filter.contact", "It can't be read as a phone number."));
    }

    private static Long eventId(String id) {
        try {
            long number = Long.parseLong(id);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As a number that is no id, below.
        }
        throw ProblemException.badParameter("filter.eventIds", "It must be a list of event ids.");
    }

    private static void put(Map<String, List<String>> values, String name, String value) {
        if (value != null) {
            values.put(PREFIX + name, List.of(value));
        }
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    /** A null in a list becomes what no list may hold, so that it is refused by name. */
    private static List<String> withoutNulls(List<String> list) {
        return list == null
                ? List.of()
                : list.stream().map(value -> value == null ? "" : value).toList();
    }
}
