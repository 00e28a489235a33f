package dev.textusinbox.log;

import dev.textusinbox.log.AppendResult.Duplicate;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares repeats with what they repeat, and keeps those that contradict it. */
final class Repeats {
    // Small bodies come at once. A batch of small repeats may be of large events, half a gigabyte of them: those come
    // one by one.
    private static final String STORED = """
            SELECT id, delivery_id, octet_length(body) AS size, CASE WHEN octet_length(body) <= 16384 THEN body END
              FROM event WHERE id = ANY (?)""";

    private static final String BODY = "SELECT body FROM event WHERE id = ?";

    private Repeats() {}

    private record StoredDelivery(String deliveryId, int size, byte[] smallBody) {
        byte[] body(Connection connection, long id) throws SQLException {
            return smallBody != null || size == 0 ? smallBody : Repeats.body(connection, id);
        }
    }

    /** What to answer to each repeat, in their order; {@code originals} are the ids of the stored events. */
    static Duplicate[] settle(Connection connection, List<Incoming> repeats, Long[] originals) throws SQLException {
        Map<Long, StoredDelivery> stored = load(connection, originals);
        Duplicate[] answers = new Duplicate[originals.length];
        List<Incoming> conflicts = new ArrayList<>(0);
        List<Long> contradicted = new ArrayList<>(0);
        for (int i = 0; i < answers.length; i++) {
            Incoming repeat = repeats.get(i);
            boolean conflict = contradicts(connection, repeat, originals[i], stored.get(originals[i]));
            if (conflict) {
                conflicts.add(repeat);
                contradicted.add(originals[i]);
            }
            answers[i] = new Duplicate(originals[i], conflict);
        }
        if (!conflicts.isEmpty()) {
            QuarantineStatement.keepConflicts(connection, conflicts, contradicted);
        }
        return answers;
    }

    private static boolean contradicts(Connection connection, Incoming repeat, long id, StoredDelivery original)
            throws SQLException {
        return original != null
                && Contradiction.between(
                        original.body(connection, id),
                        repeat.received.body(),
                        original.deliveryId() != null && original.deliveryId().equals(repeat.envelope.deliveryId()));
    }

    private static Map<Long, StoredDelivery> load(Connection connection, Long[] ids) throws SQLException {
        Map<Long, StoredDelivery> stored = new HashMap<>();
        Sql.each(
                connection,
                STORED,
                row -> stored.put(row.getLong(1), new StoredDelivery(row.getString(2), row.getInt(3), row.getBytes(4))),
                Sql.longs(Arrays.asList(ids)));
        return stored;
    }

    private static byte[] body(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BODY)) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        }
    }
}
