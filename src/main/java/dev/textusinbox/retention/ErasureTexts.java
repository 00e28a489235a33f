package dev.textusinbox.retention;

import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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

    // What the indexes of V14 and V15 hold: a text with fewer digits quotes no phone.
    private static final String DIGITS = " AND %s ~ '([0-9][^0-9A-Za-z]{0,4}){7}'";

    private static final List<Text> TEXTS = List.of(
            new Text("attempt", "error"),
            new Text("redelivery", "last_error"),
            new Text("replay", "reason"),
            new Text("bulk", "reason"),
            new Text("audit", "reason"),
            new Text("attempt", "response_body"));

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

    private record Body(long id, boolean quotes) {}

    private record Quoting<K>(K row, List<PhoneTrace> quoted) {}

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
        List<Body> page = Sql.list(
                connection, QUARANTINED, row -> new Body(row.getLong("id"), traces.isIn(row.getBytes("body"))), after);
        ErasureBatch.eraseQuarantined(
                connection, page.stream().filter(Body::quotes).map(Body::id).toList());
        return page.isEmpty() ? END : page.get(page.size() - 1).id();
    }

    private static long texts(Connection connection, Text text, long after, PhoneTraces traces) throws SQLException {
        List<Quoting<Long>> page = Sql.list(
                connection,
                text.page(traces.haveNames()),
                row -> new Quoting<>(row.getLong(1), traces.in(row.getString(2))),
                after);
        // In the order of their ids, as everyone locks rows.
        scrub(connection, text.scrub(), page);
        return page.size() < ROWS ? END : page.get(page.size() - 1).row();
    }

    private static void pauses(Connection connection, PhoneTraces traces) throws SQLException {
        List<Quoting<String>> paused =
                Sql.list(connection, PAUSED, row -> new Quoting<>(row.getString(1), traces.in(row.getString(2))));
        scrub(connection, SCRUB_PAUSED, paused);
    }

    private static <K> void scrub(Connection connection, String sql, List<Quoting<K>> page) throws SQLException {
        for (Quoting<K> quoting : page) {
            for (PhoneTrace trace : quoting.quoted()) {
                Sql.update(connection, sql, trace.regex(), quoting.row());
            }
        }
    }
}
