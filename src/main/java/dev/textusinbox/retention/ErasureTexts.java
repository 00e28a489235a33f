package dev.textusinbox.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bodies in quarantine, and texts that people or handlers wrote: any of them may quote a phone. They are gone through kind by
 * kind and page by page, once for all the contacts that are erased together.
 */
final class ErasureTexts {
    private static final int ROWS = 1_000;

    // By rows and by bytes: a page of bodies must fit in memory.
    private static final String QUARANTINED = """
            SELECT id, body
              FROM (SELECT id, body, sum(octet_length(body)) OVER (ORDER BY id) - octet_length(body) AS before
                      FROM (SELECT id, body FROM quarantine WHERE id > ? AND body IS NOT NULL
                             ORDER BY id LIMIT %d) AS page) AS sized
             WHERE before < 8000000 ORDER BY id""".formatted(ROWS);

    // What the indexes of V14 hold: a text with fewer digits quotes no phone.
    private static final String DIGITS = " AND %s ~ '([0-9][^0-9A-Za-z]{0,4}){7}'";

    private static final List<Text> TEXTS = List.of(
            new Text("attempt", "error"),
            new Text("redelivery", "last_error"),
            new Text("replay", "reason"),
            new Text("bulk", "reason"),
            new Text("audit", "reason"));

    private static final String PAUSED =
            "SELECT name, paused_reason FROM handler WHERE paused_reason IS NOT NULL ORDER BY name";

    private static final String SCRUB_PAUSED =
            "UPDATE handler SET paused_reason = regexp_replace(paused_reason, ?, '[erased]', 'g') WHERE name = ?";

    /** How many kinds there are: quarantine, the texts, and reasons for a pause. */
    static final int KINDS = TEXTS.size() + 2;

    /** The kind has no further page. */
    static final long END = Long.MAX_VALUE;

    private ErasureTexts() {}

    private record Text(String table, String column) {
        String page(boolean whole) {
            return "SELECT id, %1$s FROM %2$s WHERE id > ? AND %1$s IS NOT NULL%3$s ORDER BY id LIMIT %4$d"
                    .formatted(column, table, whole ? "" : DIGITS.formatted(column), ROWS);
        }

        String scrub() {
            return "UPDATE %2$s SET %1$s = regexp_replace(%1$s, ?, '[erased]', 'g') WHERE id = ?"
                    .formatted(column, table);
        }
    }

    /**
     * Goes through one page, in the connection's transaction.
     *
     * @param kind from 0 to {@link #KINDS}
     * @param after the last row of the page before
     * @return the last row of this one, or {@link #END}
     */
    static long page(Connection connection, int kind, long after, PhoneTraces traces) throws SQLException {
        if (kind == 0) {
            return quarantine(connection, after, traces);
        }
        if (kind <= TEXTS.size()) {
            return texts(connection, TEXTS.get(kind - 1), after, traces);
        }
        pauses(connection, traces);
        return END;
    }

    private static long quarantine(Connection connection, long after, PhoneTraces traces) throws SQLException {
        long last = END;
        List<Long> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(QUARANTINED)) {
            select.setLong(1, after);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    last = row.getLong("id");
                    if (traces.isIn(row.getBytes("body"))) {
                        found.add(last);
                    }
                }
            }
        }
        ErasureBatch.eraseQuarantined(connection, found);
        return last;
    }

    private static long texts(Connection connection, Text text, long after, PhoneTraces traces) throws SQLException {
        Map<Long, List<PhoneTrace>> found = new HashMap<>();
        int rows = 0;
        long last = END;
        try (PreparedStatement select = connection.prepareStatement(text.page(traces.haveNames()))) {
            select.setLong(1, after);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows++;
                    last = row.getLong(1);
                    List<PhoneTrace> quoted = traces.in(row.getString(2));
                    if (!quoted.isEmpty()) {
                        found.put(last, quoted);
                    }
                }
            }
        }
        // In the order of their ids, as everyone locks rows.
        for (Long id : found.keySet().stream().sorted().toList()) {
            for (PhoneTrace trace : found.get(id)) {
                scrub(connection, text.scrub(), trace, id);
            }
        }
        return rows < ROWS ? END : last;
    }

    private static void pauses(Connection connection, PhoneTraces traces) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PAUSED);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                for (PhoneTrace trace : traces.in(row.getString(2))) {
                    scrub(connection, SCRUB_PAUSED, trace, row.getString(1));
                }
            }
        }
    }

    private static void scrub(Connection connection, String sql, PhoneTrace trace, Object row) throws SQLException {
        try (PreparedStatement scrub = connection.prepareStatement(sql)) {
            scrub.setString(1, trace.regex());
            scrub.setObject(2, row);
            scrub.executeUpdate();
        }
    }
}
