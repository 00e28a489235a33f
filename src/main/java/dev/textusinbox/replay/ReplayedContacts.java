package dev.textusinbox.replay;

import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.phone.Phones;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The contacts that replays were asked for. */
public final class ReplayedContacts {
    private static final String FIND = "SELECT id FROM replay WHERE filter ->> 'contact' = ? ORDER BY id";

    // One that still runs has nothing left to find: at its end, it completes.
    private static final String MASK = """
            UPDATE replay SET filter = jsonb_set(filter, '{contact}', to_jsonb(?::text)),
                              position = greatest(position, until_id)
             WHERE id = ?""";

    private ReplayedContacts() {}

    /** The replays whose filter names the erased contact, given in E.164. */
    public static List<Long> naming(Connection connection, String contact) throws SQLException {
        return Sql.list(connection, FIND, row -> row.getLong(1), contact);
    }

    /** Leaves of the contact what may be shown; in the caller's transaction, which is for this replay alone. */
    public static void mask(Connection connection, long replay, String contact) throws SQLException {
        ReplayStore.LOCK.lock(connection, replay);
        Sql.update(connection, MASK, Phones.mask(contact), replay);
    }
}
