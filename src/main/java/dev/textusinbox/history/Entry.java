package dev.textusinbox.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.log.Event;

/** An event as it is given to those that follow or export. One serves them all, so it may be read by many at once. */
final class Entry {
    private final Event event;
    private final byte[] json;
    private volatile JsonNode body;

    /**
     * An entry.
     *
     * @param event with its body
     * @param json the item with its payload, in UTF-8 and on one line
     */
    Entry(Event event, byte[] json) {
        this.event = event;
        this.json = json;
    }

    long id() {
        return event.id();
    }

    Event event() {
        return event;
    }

    byte[] json() {
        return json;
    }

    /** The body to search in, read when somebody does, once for all of them. */
    JsonNode body() {
        JsonNode known = body;
        if (known == null) {
            known = BodySearch.read(event.body());
            body = known;
        }
        return known;
    }
}
