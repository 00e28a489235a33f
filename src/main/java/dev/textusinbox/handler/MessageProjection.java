package dev.textusinbox.handler;

import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventTypes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * What became of each message. The latest by the provider's time wins, which is never later than its receipt; at the
 * same instant, the more final status. The result is the same for any order, with repeats and replays, so an end state is never undone by an older one.
 */
@Singleton
class MessageProjection implements TransactionalHandler {
    private static final String UPSERT = """
            INSERT INTO message_status AS m (message, status, contact, occurred_at, event_id)
            SELECT DISTINCT ON (e.message) e.message, e.status, max(e.contact) OVER (PARTITION BY e.message),
                   e.occurred_at, e.event_id
              FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bigint[])
                   AS e(message, status, contact, occurred_at, event_id)
             ORDER BY e.message, e.occurred_at DESC,
                      array_position(ARRAY['received', 'unknown', 'failed', 'delivered'], e.status) DESC, e.event_id
            ON CONFLICT (message) DO UPDATE
               SET (status, occurred_at, event_id, contact) = (
                     SELECT w.status, w.occurred_at, w.event_id, coalesce(m.contact, excluded.contact)
                       FROM (VALUES (m.status, m.occurred_at, m.event_id),
                                    (excluded.status, excluded.occurred_at, excluded.event_id))
                            AS w(status, occurred_at, event_id)
                      ORDER BY w.occurred_at DESC,
                               array_position(ARRAY['received', 'unknown', 'failed', 'delivered'], w.status) DESC,
                               w.event_id
                      LIMIT 1)""";

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public boolean needsBody() {
        return false;
    }

    @Override
    public String kind() {
        return "projection";
    }

    @Override
    public Set<String> types() {
        return Set.of(
                EventTypes.MESSAGE_RECEIVED,
                EventTypes.MESSAGE_DELIVERED,
                EventTypes.MESSAGE_FAILED,
                EventTypes.MESSAGE_UNKNOWN);
    }

    @Override
    public void handle(Connection connection, List<Event> events, Delivery delivery) throws SQLException {
        List<Event> known = events.stream().filter(e -> e.messageId() != null).toList();
        if (known.isEmpty()) {
            return;
        }
        EventColumns columns = new EventColumns(connection, known);
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setArray(1, columns.text(Event::messageId));
            upsert.setArray(2, columns.text(MessageProjection::status));
            upsert.setArray(3, columns.text(Event::contact));
            upsert.setArray(4, columns.times());
            upsert.setArray(5, columns.ids());
            upsert.executeUpdate();
        }
    }

    /** The type's own word: {@code message.delivered} is {@code delivered}. */
    private static String status(Event event) {
        return event.type().substring(event.type().indexOf('.') + 1);
    }
}
