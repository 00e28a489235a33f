package dev.textusinbox.retention;

import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.phone.Phones;
import dev.textusinbox.replay.ReplayedContacts;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What else is kept under a contact's name: projections, and orders that were given for it. All of it is found by the contact,
 * so it can be looked for again and again; to be called when the contact's events are erased.
 */
final class ErasureProjections {
    private static final int ROWS = 1_000;

    // What a later event of the contact has made is new, and stays.
    private static final String CONSENT = "DELETE FROM consent WHERE contact = ? AND event_id <= ?";

    // In the projection's own order, so that neither waits for the other in a circle.
    private static final String MESSAGES = """
            DELETE FROM message_status WHERE message IN (
              SELECT message FROM message_status WHERE contact = ? AND event_id <= ? ORDER BY message LIMIT %d FOR UPDATE)
            """.formatted(ROWS);

    // A later event without a contact may have found the phone there already.
    private static final String INHERITED = """
            UPDATE message_status SET contact = NULL
             WHERE message IN (
               SELECT m.message FROM message_status m
                WHERE m.contact = ? AND NOT EXISTS (
                        SELECT 1 FROM event e WHERE e.message = m.message AND e.contact = m.contact)
                ORDER BY m.message FOR UPDATE OF m)""";

    // One that still runs has nothing left to find.
    private static final String BULK = """
            UPDATE bulk SET wanted = jsonb_set(wanted, '{contact}', to_jsonb(?::text)) WHERE wanted ->> 'contact' = ?""";

    private ErasureProjections() {}

    /**
     * Erases some of it, in the connection's transaction.
     *
     * @param until the last event that is erased
     * @return whether nothing is left
     */
    static boolean next(Connection connection, String contact, long until) throws SQLException {
        // By themselves, as what follows locks others of them; and before the locks of replays, which are waited for.
        if (Sql.update(connection, MESSAGES, contact, until) > 0) {
            return false;
        }
        Sql.update(connection, CONSENT, contact, until);
        Sql.update(connection, INHERITED, contact);
        Sql.update(connection, BULK, Phones.mask(contact), contact);
        for (long replay : ReplayedContacts.naming(connection, contact)) {
            ReplayedContacts.mask(connection, replay, contact);
        }
        return true;
    }
}
