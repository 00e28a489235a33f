package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.TransactionalHandler;
import dev.textusinbox.log.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A transactional handler that notes each event's effect in a table: once each, and in order for each contact. */
final class EffectModel {
    static final String TABLE = """
            CREATE TABLE IF NOT EXISTS model_effect (
              n bigint GENERATED ALWAYS AS IDENTITY, handler text, contact text, event_id bigint)""";

    private static final String NOTE = """
            INSERT INTO model_effect (handler, contact, event_id)
            SELECT ?, u.contact, u.event_id FROM unnest(?::text[], ?::bigint[]) WITH ORDINALITY AS u(contact, event_id, n)
             ORDER BY u.n""";

    private final String name;
    private final Set<String> failing = new HashSet<>();

    EffectModel(String name) {
        this.name = name;
    }

    TransactionalHandler handler() {
        return new TransactionalHandler() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Set<String> types() {
                return Set.of("message.received");
            }

            @Override
            public void handle(Connection connection, List<Event> events, Delivery delivery) throws Exception {
                if (delivery.replay().isEmpty()) {
                    note(connection, events);
                }
            }
        };
    }

    private void note(Connection connection, List<Event> events) throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
            insert.setString(1, name);
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "text", events.stream().map(Event::contact).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "int8", events.stream().map(Event::id).toArray()));
            insert.executeUpdate();
        }
        // After the work, so that there is something to undo.
        for (Event event : events) {
            if (isFailing(event.contact())) {
                Throws.one(event.id()).doIt();
            }
        }
    }

    private synchronized boolean isFailing(String contact) {
        return failing.contains(contact);
    }

    synchronized void fail(String contact, boolean fails) {
        if (fails) {
            failing.add(contact);
        } else {
            failing.remove(contact);
        }
    }

    synchronized void heal() {
        failing.clear();
    }
}
