package dev.textusinbox.console.history;

import dev.textusinbox.console.page.Addresses;
import dev.textusinbox.console.page.ListFilter;
import dev.textusinbox.history.event.EventItem;
import dev.textusinbox.history.event.History;
import dev.textusinbox.log.EventTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of events.
 *
 * @param found the events, and how far they were looked for
 * @param filter what was asked for
 */
public record EventList(History.Search found, ListFilter filter) {
    /** The parameter of a page that looks for newer events by itself. */
    static final String TAIL = "tail";

    private static final String PATH = "/console/events";
    private static final String TYPE = "type";
    private static final Map<String, String> LABELS = ListFilter.labels(
            "source",
            "source",
            TYPE,
            "type",
            "contact",
            "contact",
            "conversation",
            "conversation",
            "message",
            "message",
            "from",
            "from",
            "to",
            "to",
            "text",
            "words",
            "payload",
            "JSON");

    static EventList of(History.Search found, Map<String, List<String>> asked) {
        return new EventList(found, new ListFilter(PATH, asked, LABELS));
    }

    public List<EventItem> items() {
        return found.page().items();
    }

    /** How far the time was enough; null: to the end of the page or of the log. */
    public History.Reached reached() {
        return found.reached();
    }

    public boolean isTail() {
        return filter.asked().containsKey(TAIL);
    }

    /** Where older ones are; null: nowhere, or not wanted. */
    public String next() {
        return isTail() ? null : filter.page(found.page().next());
    }

    /** Its own address, from the newest on. */
    public String self() {
        return filter.first();
    }

    /** The same with the tail switched. */
    public String other() {
        Map<String, List<String>> parameters = new LinkedHashMap<>(filter.asked());
        parameters.remove(ListFilter.CURSOR);
        if (parameters.remove(TAIL) == null) {
            parameters.put(TAIL, List.of("on"));
        }
        return Addresses.of(PATH, parameters);
    }

    public boolean hasType(String type) {
        return filter.asked().getOrDefault(TYPE, List.of()).contains(type);
    }

    /** The first that is none of the provider's known ones, as text. */
    public String otherType() {
        return filter.asked().getOrDefault(TYPE, List.of()).stream()
                .filter(type -> !EventTypes.ALL.contains(type))
                .findFirst()
                .orElse("");
    }

    public List<String> types() {
        return EventTypes.ALL;
    }
}
