package dev.textusinbox.handler;

import dev.textusinbox.log.Event;
import dev.textusinbox.platform.request.Instants;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** A batch of events as the arrays that one statement takes. */
final class EventColumns {
    private final Connection connection;
    private final List<Event> events;

    EventColumns(Connection connection, List<Event> events) {
        this.connection = connection;
        this.events = events;
    }

    Array text(Function<Event, String> get) throws SQLException {
        return connection.createArrayOf("text", events.stream().map(get).toArray());
    }

    /** When each occurred. A time after its receipt is a clock that is wrong, or "never": it must not win for ever. */
    Array times() throws SQLException {
        return text(e -> Instants.earlier(e.occurredAt(), e.receivedAt()).toString());
    }

    Array ids() throws SQLException {
        return connection.createArrayOf("int8", events.stream().map(Event::id).toArray());
    }
}
