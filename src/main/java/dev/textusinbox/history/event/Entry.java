package dev.textusinbox.history.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.log.Event;

/** An event as it is given to those that follow or export. One serves them all, so it may be read by many at once. */
public final class Entry {
    private final Event event;
    private final int duplicates;
    private final byte[] json;
    private final byte[] frameHead;
    private volatile JsonNode body;

    /**
     * An entry.
     *
     * @param event with its body
     * @param duplicates how often it was delivered again
     * @param json the item with its payload, in UTF-8 and on one line
     */
    public Entry(Event event, int duplicates, byte[] json) {
        this.event = event;
        this.duplicates = duplicates;
        this.json = json;
        // A type is whatever the provider sent: no line break in it may begin a line of ours.
        String type = event.type().replace('\n', ' ').replace('\r', ' ');
        this.frameHead = ("id: " + event.id() + "\nevent: " + type + "\ndata: ").getBytes(UTF_8);
    }

    public long id() {
        return event.id();
    }

    public Event event() {
        return event;
    }

    public int duplicates() {
        return duplicates;
    }

    public byte[] json() {
        return json;
    }

    /** What stands before the item in a stream of server-sent events, up to and with {@code data: }. */
    public byte[] frameHead() {
        return frameHead;
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
