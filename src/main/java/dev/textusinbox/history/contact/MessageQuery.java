package dev.textusinbox.history.contact;

import dev.textusinbox.history.contact.MessageSummary.MessageStep;
import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.platform.request.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads what is known of a message: its events, and the status that the projection made of them. */
@ApplicationScoped
class MessageQuery {
    private static final String STATUS = "SELECT status, contact FROM message_status WHERE message = ?";

    /** A message has a handful of events; the limit is for one that never ends to fail. */
    private static final String HISTORY = "SELECT id, type, occurred_at, contact FROM event WHERE message = ?"
            + " ORDER BY least(occurred_at, received_at), id LIMIT 1000";

    private static final String MESSAGE_TYPE = "message.";

    private final TimedQueries queries;

    MessageQuery(TimedQueries queries) {
        this.queries = queries;
    }

    /** The message of this id; empty where nothing is known of it. */
    Optional<MessageSummary> find(String id) {
        // In this order: events go (retention) when they are projected, so what the first read misses the second has.
        List<Told> events = queries.rows(
                HISTORY,
                List.of(id),
                row -> new Told(
                        new MessageStep(
                                row.getString("type"),
                                Instants.of(row, "occurred_at"),
                                Long.toString(row.getLong("id"))),
                        row.getString("contact")));
        Optional<Projected> projected = queries.row(
                STATUS, List.of(id), row -> new Projected(row.getString("status"), row.getString("contact")));
        if (events.isEmpty() && projected.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MessageSummary(
                id,
                projected.map(Projected::status).orElseGet(() -> latestStatus(events)),
                projected.map(Projected::contact).orElseGet(() -> contact(events)),
                events.stream().map(Told::step).toList()));
    }

    /** While the projection lags: the suffix of the latest type that is about the message itself. */
    private static String latestStatus(List<Told> events) {
        return events.stream()
                .map(event -> event.step().type())
                .filter(type -> type.startsWith(MESSAGE_TYPE))
                .reduce((earlier, later) -> later)
                .map(type -> type.substring(MESSAGE_TYPE.length()))
                .orElse(null);
    }

    private static String contact(List<Told> events) {
        return events.stream()
                .map(Told::contact)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private record Told(MessageStep step, String contact) {}

    private record Projected(String status, String contact) {}
}
