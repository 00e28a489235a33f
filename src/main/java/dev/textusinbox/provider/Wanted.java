package dev.textusinbox.provider;

import dev.textusinbox.log.EventTypes;
import java.util.ArrayList;
import java.util.List;

/**
 * How a source's integration should be.
 *
 * @param events the types to be subscribed, in the guide's order
 */
public record Wanted(String url, boolean active, List<String> events) {
    /** One difference; the provider's value is null where there is no integration. */
    public record Drift(String field, Object wanted, Object found) {}

    static Wanted of(WatchedSource source) {
        return new Wanted(source.publicUrl(), true, source.events());
    }

    /** What differs; all of it where there is no integration. A type that this program does not know is no drift. */
    List<Drift> drift(Integration found) {
        if (found == null) {
            return List.of(
                    new Drift("url", url, null), new Drift("active", active, null), new Drift("events", events, null));
        }
        List<Drift> drift = new ArrayList<>();
        if (!url.equals(found.url())) {
            drift.add(new Drift("url", url, found.url()));
        }
        if (active != found.active()) {
            drift.add(new Drift("active", active, found.active()));
        }
        List<String> known =
                found.events().stream().filter(EventTypes.ALL::contains).toList();
        if (!events.equals(known)) {
            drift.add(new Drift("events", events, known));
        }
        return drift;
    }
}
