package dev.textusinbox.retention;

import dev.textusinbox.retention.ErasureBatch.Erased;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setLong(1, bulk);
            insert.setArray(2, connection.createArrayOf("text", contacts.toArray()));
            insert.executeUpdate();
        }
    }

    /** The one of that number; none behind the last. */
    static Optional<ContactErasure> at(Connection connection, long bulk, long number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(AT)) {
            select.setLong(1, bulk);
            select.setLong(2, number);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new ContactErasure(row.getString(1), new Erased(row.getLong(2), row.getLong(3))))
                        : Optional.empty();
            }
        }
    }

    static List<String> all(Connection connection, long bulk) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ALL)) {
            select.setLong(1, bulk);
            List<String> contacts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    contacts.add(row.getString(1));
                }
            }
            return contacts;
        }
    }

    /** Adds what was erased of one. */
    static void count(Connection connection, long bulk, long number, Erased erased) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(COUNT)) {
            update.setLong(1, erased.events());
            update.setLong(2, erased.redeliveries());
            update.setLong(3, bulk);
            update.setLong(4, number);
            update.executeUpdate();
        }
    }
}
