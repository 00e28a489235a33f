package dev.textusinbox.console;

import dev.textusinbox.history.EventItem;
import dev.textusinbox.log.EventTypes;
import java.util.List;
import java.util.Map;

/**
 * A page of events, with the filter that found them.
 *
 * @param next where older ones are; null: nowhere
 * @param tail whether the page looks for newer ones by itself
 * @param self its own address
 * @param other its address with the tail switched
 */
public record EventList(
        List<EventItem> items, String next, boolean tail, String self, String other, Map<String, List<String>> filter) {

    public String value(String name) {
        List<String> values = filter.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    public boolean hasType(String type) {
        return filter.getOrDefault("type", List.of()).contains(type);
    }

    /** The first that is none of the provider's known ones, as text. */
    public String otherType() {
        return filter.getOrDefault("type", List.of()).stream()
                .filter(type -> !EventTypes.ALL.contains(type))
                .findFirst()
                .orElse("");
    }

    public List<String> types() {
        return EventTypes.ALL;
    }

    public boolean isFiltered() {
        return !filter.isEmpty();
    }
}
