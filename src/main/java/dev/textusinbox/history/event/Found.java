package dev.textusinbox.history.event;

import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventRows;
import dev.textusinbox.platform.database.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An event as a query finds it: at first without its body, which only some callers want, but with its size.
 *
 * @param size the body's bytes; 0 once erased
 */
public record Found(Event event, int duplicates, int size, boolean erased) {
    /** What {@link #of} reads, of a table aliased {@code e}. */
    static final String COLUMNS = EventRows.COLUMNS
            + ", (SELECT count(*) FROM duplicate d WHERE d.event_id = e.id) AS duplicates"
            // Of a body stored out of line this reads its pointer only.
            + ", coalesce(octet_length(e.body), 0) AS size, e.body IS NULL AS erased";

    static Found of(ResultSet row) throws SQLException {
        return new Found(
                EventRows.event(row, false), row.getInt("duplicates"), row.getInt("size"), row.getBoolean("erased"));
    }

    Found withBody(byte[] body) {
        return new Found(event.withBody(body), duplicates, size, erased);
    }

    /** The bytes that its item needs: the body where it is asked for, or where the delivery id stands in it alone. */
    int itemSize(boolean payload) {
        return payload || hasLongDeliveryId() ? size : 0;
    }

    boolean hasLongDeliveryId() {
        return event.deliveryId() != null && StoredText.isShortened(event.deliveryId());
    }

    public EventItem item() {
        return EventItem.of(this, null);
    }

    public EventItem item(Payload payload) {
        return EventItem.of(this, payload);
    }
}
