package dev.textusinbox.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Keeps what is verified but can't be an event; a repeat finds the entry that is still open. */
final class QuarantineStatement {
    // Two instances may be keeping the same ones: in one order, or they would wait for each other in a circle.
    private static final String INSERT = """
            INSERT INTO quarantine (received_at, source, reason, secret_position, content_type, signature, digest, body)
            SELECT clock_timestamp(), i.source, i.reason, i.secret_position, i.content_type, i.signature, i.digest, i.body
              FROM unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[]) WITH ORDINALITY
                   AS i(source, reason, secret_position, content_type, signature, digest, body, n)
             ORDER BY i.source, i.digest, i.n
            ON CONFLICT (source, digest) WHERE state = 'open' DO NOTHING
            RETURNING id""";

    // Not when the event has been erased meanwhile, which would bring back what was; its row is locked so that an
    // erasure under way comes before this or finds it. In the order of events, as an erasure locks them.
    private static final String INSERT_CONFLICTS = """
            INSERT INTO quarantine (received_at, source, reason, secret_position, content_type, signature, digest, body,
                                    event_id)
            SELECT clock_timestamp(), l.source, l.reason, l.secret_position, l.content_type, l.signature, l.digest, l.body,
                   l.event_id
              FROM (SELECT i.*
                      FROM unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[],
                                  ?::bigint[]) WITH ORDINALITY
                           AS i(source, reason, secret_position, content_type, signature, digest, body, event_id, n)
                      JOIN event e ON e.id = i.event_id
                     WHERE e.body IS NOT NULL ORDER BY e.id, i.n FOR SHARE OF e) AS l
            ON CONFLICT (source, digest) WHERE state = 'open' DO NOTHING""";

    private static final String FIND = """
            SELECT i.n, q.id FROM unnest(?::text[], ?::bytea[]) WITH ORDINALITY AS i(source, digest, n)
              JOIN quarantine q ON q.source = i.source AND q.digest = i.digest AND q.state = 'open'""";

    // In the database's own order, as append_batch has them.
    private static final String COUNT = """
            SELECT count_received(array_agg(u.source ORDER BY u.source), array_agg(0::bigint),
                                  array_agg(u.duplicates ORDER BY u.source), array_agg(u.kept ORDER BY u.source),
                                  clock_timestamp())
              FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS u(source, duplicates, kept)""";

    private QuarantineStatement() {}

    /**
     * Keeps bodies that are no events, and counts them for their sources, in the connection's transaction.
     *
     * @return the entry of each, in their order
     */
    static long[] keep(Connection connection, List<Incoming> others) throws SQLException {
        List<byte[]> digests = digests(others);
        Set<Long> fresh = insert(connection, others, digests);
        long[] ids = find(connection, others, digests);
        Map<String, int[]> counts = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            int[] count = counts.computeIfAbsent(others.get(i).received.source(), source -> new int[2]);
            // The first of several alike is the one that is kept.
            count[fresh.remove(ids[i]) ? 1 : 0]++;
        }
        count(connection, counts);
        return ids;
    }

    /** Keeps bodies that contradict stored events; their sources have counted them as duplicates already. */
    static void keepConflicts(Connection connection, List<Incoming> repeats, List<Long> eventIds) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_CONFLICTS)) {
            set(insert, repeats, digests(repeats), each -> Unreadable.CONFLICT);
            insert.setArray(8, connection.createArrayOf("int8", eventIds.toArray()));
            insert.executeUpdate();
        }
    }

    private static List<byte[]> digests(List<Incoming> deliveries) {
        return deliveries.stream()
                .map(each -> Identity.sha256(each.received.body()))
                .toList();
    }

    private static void set(
            PreparedStatement insert,
            List<Incoming> deliveries,
            List<byte[]> digests,
            Function<Incoming, Unreadable> reason)
            throws SQLException {
        text(insert, 1, deliveries, each -> each.received.source());
        text(insert, 2, deliveries, each -> reason.apply(each).code);
        Object[] positions =
                deliveries.stream().map(each -> each.received.secretPosition()).toArray(Integer[]::new);
        insert.setArray(3, insert.getConnection().createArrayOf("int4", positions));
        text(insert, 4, deliveries, each -> each.received.contentType());
        bytes(insert, 5, deliveries, each -> each.received.signature());
        insert.setArray(6, insert.getConnection().createArrayOf("bytea", digests.toArray(byte[][]::new)));
        bytes(insert, 7, deliveries, each -> each.received.body());
    }

    private static void text(PreparedStatement to, int index, List<Incoming> from, Function<Incoming, String> get)
            throws SQLException {
        String[] values = from.stream().map(get).toArray(String[]::new);
        to.setArray(index, to.getConnection().createArrayOf("text", values));
    }

    private static void bytes(PreparedStatement to, int index, List<Incoming> from, Function<Incoming, byte[]> get)
            throws SQLException {
        byte[][] values = from.stream().map(get).toArray(byte[][]::new);
        to.setArray(index, to.getConnection().createArrayOf("bytea", values));
    }

    private static Set<Long> insert(Connection connection, List<Incoming> others, List<byte[]> digests)
            throws SQLException {
        Set<Long> fresh = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            set(insert, others, digests, each -> each.unreadable);
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    fresh.add(row.getLong(1));
                }
            }
        }
        return fresh;
    }

    private static long[] find(Connection connection, List<Incoming> others, List<byte[]> digests) throws SQLException {
        long[] ids = new long[others.size()];
        int found = 0;
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            text(find, 1, others, each -> each.received.source());
            find.setArray(2, connection.createArrayOf("bytea", digests.toArray(byte[][]::new)));
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    ids[row.getInt(1) - 1] = row.getLong(2);
                    found++;
                }
            }
        }
        if (found < ids.length) {
            // Closed by an operator since the insert: the sender's retry will be kept anew.
            throw new SQLException("an open quarantine entry has just been closed", "40001");
        }
        return ids;
    }

    /** @param counts by source: how many were there already, how many are new */
    private static void count(Connection connection, Map<String, int[]> counts) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setArray(1, connection.createArrayOf("text", counts.keySet().toArray()));
            count.setArray(2, numbers(connection, counts, 0));
            count.setArray(3, numbers(connection, counts, 1));
            count.execute();
        }
    }

    private static Array numbers(Connection connection, Map<String, int[]> counts, int which) throws SQLException {
        return connection.createArrayOf(
                "int8", counts.values().stream().map(each -> (long) each[which]).toArray());
    }
}
