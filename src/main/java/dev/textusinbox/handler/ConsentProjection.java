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
 * Who may be texted. The latest by the provider's time wins, which is never later than its receipt, and a tie is an
 * opt-out: the result is the same for any order, with repeats and replays.
 */
@Singleton
class ConsentProjection implements TransactionalHandler {
    // ON CONFLICT can't change one row twice in a statement, so the batch's own winner is found first.
    private static final String UPSERT = """
            INSERT INTO consent AS c (contact, state, since, event_id)
            SELECT DISTINCT ON (e.contact) e.contact, e.state, e.since, e.event_id
              FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::bigint[]) AS e(contact, state, since, event_id)
             ORDER BY e.contact, e.since DESC, e.state = 'opted_out' DESC, e.event_id
            ON CONFLICT (contact) DO UPDATE
               SET state = excluded.state, since = excluded.since, event_id = excluded.event_id
             WHERE (excluded.since, (excluded.state = 'opted_out')::int, -excluded.event_id)
                 > (c.since, (c.state = 'opted_out')::int, -c.event_id)""";

    private static final String UNKNOWN = "no phone was found in the body, so its consent is not known";

    @Override
    public String name() {
        return "consent";
    }

    @Override
    public String kind() {
        return "projection";
    }

    @Override
    public Set<String> types() {
        return Set.of(EventTypes.CONTACT_OPTED_OUT, EventTypes.CONTACT_OPTED_IN);
    }

    @Override
    public String cannotHandle(Event event) {
        return event.contact() == null && !isErased(event) ? UNKNOWN : null;
    }

    @Override
    public void handle(Connection connection, List<Event> events, Delivery delivery) throws SQLException {
        List<Event> known = events.stream().filter(e -> !isErased(e)).toList();
        if (known.isEmpty()) {
            return;
        }
        if (known.stream().anyMatch(e -> e.contact() == null)) {
            // Passing over an opt-out is not an option: it must show up as failed.
            throw new IllegalStateException(UNKNOWN);
        }
        EventColumns columns = new EventColumns(connection, known);
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setArray(1, columns.text(Event::contact));
            upsert.setArray(2, columns.text(ConsentProjection::state));
            upsert.setArray(3, columns.times());
            upsert.setArray(4, columns.ids());
            upsert.executeUpdate();
        }
    }

    private static boolean isErased(Event event) {
        return event.contact() == null && event.body() == null;
    }

    private static String state(Event event) {
        return event.type().equals(EventTypes.CONTACT_OPTED_OUT) ? "opted_out" : "opted_in";
    }
}
