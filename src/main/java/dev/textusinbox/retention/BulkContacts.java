package dev.textusinbox.retention;

import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.retention.ErasureBatch.Erased;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The contacts of a bulk order, numbered from 1, as long as it runs. */
final class BulkContacts {
    private static final String ADD = """
            INSERT INTO bulk_contact (bulk, n, contact)
            SELECT ?, c.n, c.contact FROM unnest(?::text[]) WITH ORDINALITY AS c(contact, n)""";

    private static final String AT = "SELECT contact, events, redeliveries FROM bulk_contact WHERE bulk = ? AND n = ?";

    private static final String ALL = "SELECT contact FROM bulk_contact WHERE bulk = ? ORDER BY n";

    private static final String COUNT = """
            UPDATE bulk_contact SET events = events + ?, redeliveries = redeliveries + ? WHERE bulk = ? AND n = ?""";

    private BulkContacts() {}

    /** @param erased of it, so far */
    record ContactErasure(String contact, Erased erased) {}

    static void add(Connection connection, long bulk, List<String> contacts) throws SQLException {
        Sql.update(connection, ADD, bulk, Sql.texts(contacts));
    }

    /** The one of that number; none behind the last. */
    static Optional<ContactErasure> at(Connection connection, long bulk, long number) throws SQLException {
        return Sql.first(
                connection,
                AT,
                row -> new ContactErasure(row.getString(1), new Erased(row.getLong(2), row.getLong(3))),
                bulk,
                number);
    }

    static List<String> all(Connection connection, long bulk) throws SQLException {
        return Sql.list(connection, ALL, row -> row.getString(1), bulk);
    }

    /** Adds what was erased of one. */
    static void count(Connection connection, long bulk, long number, Erased erased) throws SQLException {
        Sql.update(connection, COUNT, erased.events(), erased.redeliveries(), bulk, number);
    }
}
