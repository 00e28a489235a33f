package dev.textusinbox.retention;

import dev.textusinbox.dispatch.GoneEvents;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Finds the events of a contact, and erases them a few at a time, with all that can be found by them alone. */
public final class ErasureBatch {
    static final int EVENTS = 500;

    private static final String OWN = "SELECT id, lane FROM event WHERE contact = ? AND id <= ? ORDER BY id";

    // What names no contact (message.unknown often does not) belongs to whom its message is to or from, or to whom its
    // conversation is with, if that is one contact alone.
    private static final String NAMELESS = """
            WITH own AS MATERIALIZED (
                   SELECT conversation, message FROM event WHERE contact = ? AND id <= ?),
                 alone AS MATERIALIZED (
                   SELECT o.conversation
                     FROM (SELECT DISTINCT conversation FROM own WHERE conversation IS NOT NULL) o
                    WHERE NOT EXISTS (SELECT 1 FROM event x WHERE x.conversation = o.conversation AND x.contact <> ?))
            SELECT e.id, e.lane FROM alone a JOIN event e ON e.conversation = a.conversation
             WHERE e.contact IS NULL AND e.body IS NOT NULL AND e.id <= ?
             UNION
            SELECT e.id, e.lane FROM (SELECT DISTINCT message FROM own WHERE message IS NOT NULL) m
              JOIN event e ON e.message = m.message
             WHERE e.contact IS NULL AND e.body IS NOT NULL AND e.id <= ?
             ORDER BY id""";

    // The contact goes together with all that is found by it only: whatever ends this half-way leaves nothing behind
    // that the next try would not find.
    private static final String ERASE = """
            UPDATE event SET contact = NULL, signature = NULL, body = NULL
             WHERE id = ANY (?) AND (contact IS NOT NULL OR body IS NOT NULL)
            RETURNING id""";

    private static final String ERASE_QUARANTINED = """
            UPDATE quarantine
               SET body = NULL, signature = NULL, digest = NULL, closed_at = coalesce(closed_at, clock_timestamp()),
                   state = CASE state WHEN 'open' THEN 'discarded' ELSE state END
             WHERE %s = ANY (?) AND body IS NOT NULL""";

    private static final String ERASE_CONTRADICTING = ERASE_QUARANTINED.formatted("event_id");

    private ErasureBatch() {}

    /** An event to be erased. */
    record Target(long id, int lane) {}

    /** What was erased. */
    public record Erased(long events, long redeliveries) {
        static final Erased NOTHING = new Erased(0, 0);

        Erased plus(Erased other) {
            return new Erased(events + other.events, redeliveries + other.redeliveries);
        }
    }

    /** The events up to the given one, those last that the others are found by. */
    static List<Target> find(Connection connection, String contact, long until) throws SQLException {
        List<Target> targets = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(NAMELESS)) {
            select.setString(1, contact);
            select.setLong(2, until);
            select.setString(3, contact);
            select.setLong(4, until);
            select.setLong(5, until);
            add(targets, select);
        }
        try (PreparedStatement select = connection.prepareStatement(OWN)) {
            select.setString(1, contact);
            select.setLong(2, until);
            add(targets, select);
        }
        return targets;
    }

    private static void add(List<Target> targets, PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                targets.add(new Target(row.getLong(1), row.getInt(2)));
            }
        }
    }

    /** Erases the events, in the connection's transaction. */
    static Erased erase(Connection connection, List<Target> batch) throws SQLException {
        GoneEvents.lock(connection);
        GoneEvents.lockLanes(
                connection, new TreeSet<>(batch.stream().map(Target::lane).toList()));
        List<Long> erased = new ArrayList<>();
        try (PreparedStatement erase = connection.prepareStatement(ERASE)) {
            erase.setArray(1, ids(connection, batch.stream().map(Target::id).toList()));
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
        return new Erased(erased.size(), GoneEvents.erase(connection, erased));
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
