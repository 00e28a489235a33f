package com.example.crm;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.TransactionalHandler;
import dev.textusinbox.log.Event;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;

/** Keeps a table of its own beside the inbox's: how often each contact has opted out. Each event takes effect once. */
@Singleton
class OptOuts implements TransactionalHandler {
    private static final String COUNT =
            "INSERT INTO opt_out_count AS c (phone, times, last) VALUES (?, 1, ?) "
                    + "ON CONFLICT (phone) DO UPDATE SET times = c.times + 1, last = greatest(c.last, excluded.last)";

    @Override
    public String name() {
        return "opt-outs";
    }

    @Override
    public Set<String> types() {
        return Set.of("contact.opted_out");
    }

    @Override
    public void handle(Connection connection, List<Event> events, Delivery delivery) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            for (Event event : events) {
                count.setString(1, event.contact());
                count.setTimestamp(2, Timestamp.from(event.occurredAt()));
                count.addBatch();
            }
            count.executeBatch();
        }
    }
}
