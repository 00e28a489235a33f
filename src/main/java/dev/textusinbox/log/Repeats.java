package dev.textusinbox.log;

import dev.textusinbox.log.AppendResult.Duplicate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares repeats with what they repeat, and keeps those that contradict it. */
final class Repeats {
    private static final String STORED = "SELECT id, delivery_id, body FROM event WHERE id = ANY (?)";

    private Repeats() {}

    private record Stored(String deliveryId, byte[] body) {}

    /** What to answer to each repeat, in their order; {@code originals} are the ids of the stored events. */
    static Duplicate[] settle(Connection connection, List<Incoming> repeats, Long[] originals) throws SQLException {
        Map<Long, Stored> stored = load(connection, originals);
        Duplicate[] answers = new Duplicate[originals.length];
        for (int i = 0; i < answers.length; i++) {
            Incoming repeat = repeats.get(i);
            Stored original = stored.get(originals[i]);
            boolean conflict = original != null
                    && Contradiction.between(
                            original.body(),
                            repeat.received.body(),
                            original.deliveryId() != null
                                    && original.deliveryId().equals(repeat.envelope.deliveryId()));
            if (conflict) {
                QuarantineStatement.keepConflict(connection, repeat.received, originals[i]);
            }
            answers[i] = new Duplicate(originals[i], conflict);
        }
        return answers;
    }

    private static Map<Long, Stored> load(Connection connection, Long[] ids) throws SQLException {
        Map<Long, Stored> stored = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(STORED)) {
            select.setArray(1, connection.createArrayOf("int8", ids));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    stored.put(row.getLong(1), new Stored(row.getString(2), row.getBytes(3)));
                }
            }
        }
        return stored;
    }
}
