package dev.textusinbox.retention;

import dev.textusinbox.dispatch.EventRemoval;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
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
        List<Long> ids = batch.stream().map(EventToErase::id).toList();
        List<Long> erased = Sql.list(connection, ERASE, row -> row.getLong(1), Sql.longs(ids));
        if (erased.isEmpty()) {
            return Erased.NOTHING;
        }
        Sql.update(connection, ERASE_CONTRADICTING, Sql.longs(erased));
        return new Erased(erased.size(), EventRemoval.erase(connection, erased));
    }

    /** Erases entries of the quarantine. */
    static void eraseQuarantined(Connection connection, Collection<Long> entries) throws SQLException {
        Sql.update(connection, ERASE_QUARANTINED.formatted("id"), Sql.longs(entries));
    }
}
