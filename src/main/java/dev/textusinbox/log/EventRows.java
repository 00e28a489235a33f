package dev.textusinbox.log;

import dev.textusinbox.platform.request.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How a row of the log becomes an {@link Event}: one list of columns, one mapping, for whoever reads the log. */
public final class EventRows {
    /** All columns of an event but its body, of a table aliased {@code e}; {@link #event} reads them by name. */
    public static final String COLUMNS = """
            e.id, e.source, e.type, e.contact, e.conversation, e.message, e.account, e.occurred_at, e.received_at, \
            e.delivery_id, e.content_type, e.lane""";

    /** {@link #COLUMNS} and the body. */
    public static final String COLUMNS_WITH_BODY = COLUMNS + ", e.body";

    private EventRows() {}

    /** The current row; {@code body} stays null unless the query asked for it. */
    public static Event event(ResultSet row, boolean withBody) throws SQLException {
        byte[] body = withBody ? row.getBytes("body") : null;
        return new Event(
                row.getLong("id"),
                row.getString("source"),
                row.getString("type"),
                row.getString("contact"),
                row.getString("conversation"),
                row.getString("message"),
                row.getString("account"),
                Instants.of(row, "occurred_at"),
                Instants.of(row, "received_at"),
                Event.deliveryId(row.getString("delivery_id"), body),
                row.getString("content_type"),
                row.getInt("lane"),
                body);
    }
}
