package dev.textusinbox.history.event;

import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventTypes;
import dev.textusinbox.platform.request.ContactNumbers;
import dev.textusinbox.platform.request.QueryParameters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which events are meant: all conditions that are given must hold. It knows nothing of HTTP, so that whatever picks
 * events from the log picks them alike.
 *
 * @param source the source, or null
 * @param types any of these types; empty for all
 * @param contact the contact in E.164, or null
 * @param conversation the conversation's id without its path, or null
 * @param message the message's id without its path, or null
 * @param from the earliest {@code occurredAt}, inclusive, or null
 * @param to the latest {@code occurredAt}, exclusive, or null
 * @param eventIds any of these events; empty for all
 */
public record EventFilter(
        String source,
        List<String> types,
        String contact,
        String conversation,
        String message,
        Instant from,
        Instant to,
        List<Long> eventIds) {

    /** The query parameters that {@link #of} reads. */
    static final Set<String> PARAMETERS = Set.of("source", "type", "contact", "conversation", "message", "from", "to");

    public EventFilter {
        types = types.stream().map(EventTypes::canonical).distinct().toList();
        eventIds = List.copyOf(eventIds);
    }

    /** The filter of a request; a 400 that names what can't be read. */
    static EventFilter of(QueryParameters query, Function<String, Optional<String>> contacts) {
        String contact = query.text("contact");
        return new EventFilter(
                query.text("source"),
                query.texts("type"),
                contact == null ? null : ContactNumbers.read("contact", contact, contacts),
                query.id("conversation"),
                query.id("message"),
                query.time("from"),
                query.time("to"),
                List.of());
    }

    /** Whether it means every event. */
    public boolean isEmpty() {
        return conditions("").isEmpty();
    }

    /** The condition over {@code event e}, with a {@code ?} for each of {@link #parameters}. */
    public String where() {
        return where("e.occurred_at");
    }

    /**
     * The same, for a statement that is told by ids where to look: the index on time is kept out of it, since what it finds
     * would have to be read and sorted as a whole before the first event is given.
     */
    String whereById() {
        return where("(e.occurred_at + interval '0')");
    }

    private String where(String time) {
        List<String> fragments = conditions(time).stream().map(FilterTerm::sql).toList();
        return fragments.isEmpty() ? "TRUE" : String.join(" AND ", fragments);
    }

    /** What {@link #where} needs, in its order, as JDBC's {@code setObject} takes it. */
    public List<Object> parameters() {
        return conditions("").stream().map(FilterTerm::value).toList();
    }

    /** Whether the event is meant: what {@link #where} asks, asked of an event in hand. */
    public boolean matches(Event event) {
        return (source == null || source.equals(event.source()))
                && (types.isEmpty() || types.contains(event.type()))
                && (contact == null || contact.equals(event.contact()))
                && (conversation == null || conversation.equals(event.conversationId()))
                && (message == null || message.equals(event.messageId()))
                && (from == null || !event.occurredAt().isBefore(from))
                && (to == null || event.occurredAt().isBefore(to))
                && (eventIds.isEmpty() || eventIds.contains(event.id()));
    }

    private List<FilterTerm> conditions(String time) {
        List<FilterTerm> conditions = new ArrayList<>();
        add(conditions, "e.source = ?", source);
        add(conditions, "e.type = ANY (?)", types.isEmpty() ? null : types.toArray(String[]::new));
        add(conditions, "e.contact = ?", contact);
        add(conditions, "e.conversation = ?", conversation);
        add(conditions, "e.message = ?", message);
        add(conditions, time + " >= ?", from == null ? null : from.atOffset(ZoneOffset.UTC));
        add(conditions, time + " < ?", to == null ? null : to.atOffset(ZoneOffset.UTC));
        add(conditions, "e.id = ANY (?)", eventIds.isEmpty() ? null : eventIds.toArray(Long[]::new));
        return conditions;
    }

    private static void add(List<FilterTerm> conditions, String sql, Object value) {
        if (value != null) {
            conditions.add(new FilterTerm(sql, value));
        }
    }

    private record FilterTerm(String sql, Object value) {}
}
