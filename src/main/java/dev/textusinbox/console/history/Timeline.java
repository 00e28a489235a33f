package dev.textusinbox.console.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.textusinbox.console.history.ContactView.TimelineEntry;
import dev.textusinbox.console.page.PrettyJson;
import dev.textusinbox.console.page.Show;
import dev.textusinbox.history.event.EventItem;
import dev.textusinbox.log.EventTypes;

/** Makes of an event what it means in a conversation. Pure. */
final class Timeline {
    /** A text of 100 KB is a page by itself, the event's. */
    private static final int MAX = 2_000;

    private Timeline() {}

    static TimelineEntry entry(EventItem item) {
        JsonNode body = item.payload() == null
                ? MissingNode.getInstance()
                : PrettyJson.tree(item.payload().json()).orElse(MissingNode.getInstance());
        return switch (item.type()) {
            case EventTypes.MESSAGE_RECEIVED -> entry(item, "in", "Text received", message(body));
            case EventTypes.MESSAGE_DELIVERED -> entry(item, "out", "Text delivered", message(body));
            case EventTypes.MESSAGE_FAILED -> entry(item, "out", "Text failed", message(body));
            case EventTypes.MESSAGE_UNKNOWN -> entry(item, "out", "Text, fate unknown", message(body));
            case EventTypes.PHONE_CALL_COMPLETED -> call(item, body.path("phoneCall"));
            case EventTypes.CONTACT_OPTED_OUT -> entry(item, "note", "Opted out", null);
            case EventTypes.CONTACT_OPTED_IN -> entry(item, "note", "Opted in", null);
            case EventTypes.CONTACT_CREATED ->
                entry(item, "note", "Contact created", text(body.path("contact"), "name"));
            default -> entry(item, "note", item.type(), null);
        };
    }

    private static TimelineEntry call(EventItem item, JsonNode call) {
        String direction = call.path("direction").asText("");
        long seconds = call.path("duration").asLong(-1);
        String side = direction.startsWith("in") ? "in" : direction.startsWith("out") ? "out" : "note";
        return entry(item, side, "Phone call", seconds < 0 ? null : Show.span((double) seconds));
    }

    private static String message(JsonNode body) {
        return text(body.path("message"), "body");
    }

    private static String text(JsonNode object, String field) {
        String text = object.path(field).asText(null);
        return text == null ? null : Show.cut(text, MAX);
    }

    private static TimelineEntry entry(EventItem item, String side, String title, String text) {
        String shown = Boolean.TRUE.equals(item.erased()) ? "(erased)" : text;
        return new TimelineEntry(item.id(), item.type(), item.occurredAt(), side, title, shown);
    }
}
