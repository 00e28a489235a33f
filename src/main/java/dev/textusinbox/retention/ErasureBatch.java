package dev.textusinbox.retention;

import dev.textusinbox.dispatch.EventRemoval;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Erases a few events, with all that can be found by them alone. */
public final class ErasureBatch {
    // The contact goes together with all that is found by it only: whatever ends this half-way leaves nothing behind
    // that the next try would not find.
    // Locked in the order of ids first, as everyone locks events.
    private static final String ERASE = """
            WITH locked AS MATERIALIZED (
              SELECT id FROM event WHERE id = ANY (?) AND (contact IS NOT NULL OR body IS NOT NULL) ORDER BY id FOR UPDATE)
            UPDATE event e SET contact = NULL, signature = NULL, body = NULL FROM locked l WHERE e.id = l.id
            RETURNING e.id""";

    private static final String ERASE_QUARANTINED = """
            UPDATE quarantine
               SET body = NULL, signature = NULL, digest = NULL, closed_at = coalesce(closed_at, clock_timestamp()),
                   state = CASE state WHEN 'open' THEN 'discarded' ELSE state END
             WHERE id IN (SELECT id FROM quarantine WHERE %s = ANY (?) AND body IS NOT NULL ORDER BY id FOR UPDATE)""";

    private static final String ERASE_CONTRADICTING = ERASE_QUARANTINED.formatted("event_id");

    private ErasureBatch() {}

    /** An event to be erased. */
    record EventToErase(long id, int lane) {}

    /** What was erased. */
    public record Erased(long events, long redeliveries) {
        static final Erased NOTHING = new Erased(0, 0);

        /** As they stand in the audit log. */
        Map<String, Long> counts() {
            return Map.of("events", events, "redeliveries", redeliveries);
        }

        Erased plus(Erased other) {
            return new Erased(events + other.events, redeliveries + other.redeliveries);
        }
    }

    /** Erases them, in the connection's transaction. */
    static Erased erase(Connection connection, List<EventToErase> batch) throws SQLException {
        EventRemoval.lock(connection);
        EventRemoval.lockLanes(
                connection, new TreeSet<>(batch.stream().map(EventToErase::lane).toList()));
        List<Long> erased = new ArrayList<>();
        try (PreparedStatement erase = connection.prepareStatement(ERASE)) {
            erase.setArray(
                    1, ids(connection, batch.stream().map(EventToErase::id).toList()));
            try (ResultSet row = erase.executeQuery()) {
                while (row.next()) {
                    erased.add(row.getLong(1));
                }
            }
        }
        if (erased.isEmpty()) {
            return Erased.NOTHING;
        }
        try (PreparedStatement erase = connection.prepareStatement(ERASE_CONTRADICTING)) {
            erase.setArray(1, ids(connection, erased));
            erase.executeUpdate();
        }
        return new Erased(erased.size(), EventRemoval.erase(connection, erased));
    }

    /** Erases entries of the quarantine. */
    static void eraseQuarantined(Connection connection, Collection<Long> entries) throws SQLException {
        try (PreparedStatement erase = connection.prepareStatement(ERASE_QUARANTINED.formatted("id"))) {
            erase.setArray(1, ids(connection, entries));
            erase.executeUpdate();
        }
    }

    private static Array ids(Connection connection, Collection<Long> ids) throws SQLException {
        return connection.createArrayOf("int8", ids.toArray());
    }
}
