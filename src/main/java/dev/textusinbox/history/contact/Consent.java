package dev.textusinbox.history.contact;

import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.platform.request.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Whether a contact may be texted.
 *
 * @param state opted_in, opted_out or unknown
 * @param since the provider's time of the opt-in or opt-out; null if unknown
 * @param eventId the event that said so; null if unknown
 */
public record Consent(String state, Instant since, String eventId) {
    static Consent of(ResultSet row) throws SQLException {
        return new Consent(row.getString("state"), Instants.of(row, "since"), TimedQueries.id(row, "event_id"));
    }
}
