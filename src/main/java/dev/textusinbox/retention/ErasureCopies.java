package dev.textusinbox.retention;

import dev.textusinbox.replay.ReplayedContacts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What else tells of a contact: projections, bodies kept aside, and texts that quote its phone. All of it is found by the
 * phone itself, so it can be looked for again and again; to be called when the contact's events are erased.
 */
final class ErasureCopies {
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
            UPDATE message_status m SET contact = NULL
             WHERE m.contact = ? AND NOT EXISTS (
                     SELECT 1 FROM event e WHERE e.message = m.message AND e.contact = m.contact)""";

    // By rows and by bytes: a page of bodies must fit in memory.
    private static final String KEPT_ASIDE = """
            SELECT id, body
              FROM (SELECT id, body, sum(octet_length(body)) OVER (ORDER BY id) - octet_length(body) AS before
                      FROM (SELECT id, body FROM quarantine WHERE id > ? AND body IS NOT NULL
                             ORDER BY id LIMIT %d) AS page) AS sized
             WHERE before < 8000000 ORDER BY id""".formatted(ROWS);

    /** Texts that people or handlers wrote. */
    private static final List<Text> TEXTS = List.of(
            new Text("attempt", "error"),
            new Text("redelivery", "last_error"),
            new Text("replay", "reason"),
            new Text("audit", "reason"));

    private static final String PAUSED_REASON = """
            UPDATE handler SET paused_reason = regexp_replace(paused_reason, ?, '[erased]', 'g')
             WHERE paused_reason ~ ?""";

    private ErasureCopies() {}

    private record Text(String table, String column) {
        /** The last id of a page, and those in it that quote the phone. */
        String find() {
            return """
                    SELECT max(id), array_agg(id) FILTER (WHERE %1$s ~ ?)
                      FROM (SELECT id, %1$s FROM %2$s WHERE id > ? ORDER BY id LIMIT 10000) AS page""".formatted(column, table);
        }

        /** One row by itself: no two locks at once. */
        String scrub() {
            return "UPDATE %2$s SET %1$s = regexp_replace(%1$s, ?, '[erased]', 'g') WHERE id = ?"
                    .formatted(column, table);
        }
    }

    /** @param until the last event that is erased */
    static void erase(Connection connection, String contact, long until) throws SQLException {
        PhoneTrace trace = new PhoneTrace(contact);
        eraseProjections(connection, contact, until);
        eraseKeptAside(connection, trace);
        for (long replay : ReplayedContacts.naming(connection, contact)) {
            Transactions.in(connection, in -> {
                ReplayedContacts.mask(in, replay, contact);
                return null;
            });
        }
        for (Text text : TEXTS) {
            scrub(connection, text, trace);
        }
        run(connection, PAUSED_REASON, trace.regex(), trace.regex());
    }

    private static void eraseProjections(Connection connection, String contact, long until) throws SQLException {
        run(connection, CONSENT, contact, until);
        int deleted = ROWS;
        while (deleted == ROWS) {
            deleted = run(connection, MESSAGES, contact, until);
        }
        run(connection, INHERITED, contact);
    }

    private static void eraseKeptAside(Connection connection, PhoneTrace trace) throws SQLException {
        long after = 0;
        boolean more = true;
        while (more) {
            List<Long> found = new ArrayList<>();
            more = false;
            try (PreparedStatement select = connection.prepareStatement(KEPT_ASIDE)) {
                select.setLong(1, after);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        more = true;
                        after = row.getLong("id");
                        if (trace.isIn(row.getBytes("body"))) {
                            found.add(after);
                        }
                    }
                }
            }
            ErasureBatch.eraseQuarantined(connection, found);
        }
    }

    private static void scrub(Connection connection, Text text, PhoneTrace trace) throws SQLException {
        long after = 0;
        boolean more = true;
        while (more) {
            Long[] quoting = {};
            try (PreparedStatement find = connection.prepareStatement(text.find())) {
                find.setString(1, trace.regex());
                find.setLong(2, after);
                try (ResultSet row = find.executeQuery()) {
                    row.next();
                    after = row.getLong(1);
                    more = !row.wasNull();
                    quoting = row.getArray(2) == null
                            ? quoting
                            : (Long[]) row.getArray(2).getArray();
                }
            }
            for (Long id : quoting) {
                run(connection, text.scrub(), trace.regex(), id);
            }
        }
    }

    private static int run(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
