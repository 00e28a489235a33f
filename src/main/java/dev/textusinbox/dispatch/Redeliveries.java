package dev.textusinbox.dispatch;

import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What operators may do with rows of the redelivery table, each in the caller's transaction.
 *
 * <p>Every change begins with the locks of the lanes concerned, as the owners' own changes do, so that queues are changed
 * by one at a time; and ends with a wake-up, so that the owners look at once.
 */
public final class Redeliveries {
    private static final String FIND = "SELECT handler, lane FROM redelivery WHERE id = ?";

    private static final String LOOK = """
            SELECT r.event_id, r.replay_id, r.state, r.key, r.counted, e.body IS NULL AS erased
              FROM redelivery r LEFT JOIN event e ON e.id = r.event_id WHERE r.id = ?""";

    private static final String RETRY = """
            UPDATE redelivery
               SET state = 'retrying', due_at = clock_timestamp(), attempts = 0, rejections = 0, failing_since = NULL,
                   settled_at = NULL, holding = false
             WHERE id = ?""";

    private static final String DISCARD = """
            UPDATE redelivery
               SET state = 'discarded', due_at = NULL, settled_at = clock_timestamp(), holding = false
             WHERE id = ?""";

    private Redeliveries() {}

    /** What became of a request to change one row. */
    public sealed interface Change {}

    /**
     * It is done.
     *
     * @param before the state that the row was in
     */
    public record Changed(String handler, long eventId, String before) implements Change {}

    /** There is no such row: perhaps its event has been handled meanwhile. */
    public record NotFound() implements Change {}

    /**
     * Nothing changed.
     *
     * @param why in words for an operator
     */
    public record ChangeRefused(String why) implements Change {}

    private record FoundRow(String handler, int lane) {}

    private record CurrentRow(
            String handler, long eventId, Long replay, String state, String key, boolean counted, boolean erased) {
        Changed changed() {
            return new Changed(handler, eventId, state);
        }
    }

    /** Has one row tried again at once, its attempts counted from the start. */
    public static Change retry(Connection connection, long id) throws SQLException {
        Optional<CurrentRow> found = lock(connection, id);
        if (found.isEmpty()) {
            return new NotFound();
        }
        CurrentRow row = found.get();
        if (row.erased()) {
            return new ChangeRefused("Its event was erased.");
        }
        switch (row.state()) {
            case "blocked" -> {
                return new ChangeRefused("It waits behind an earlier event of its contact: retry or discard that one.");
            }
            case "replayed" -> {
                return new ChangeRefused("It is due already: its replay has just put it back.");
            }
            default -> {
                // It becomes the head of its queue or stays behind it; in neither way is another one's turn.
                Sql.update(connection, RETRY, id);
                Wakeups.queues(connection, List.of(row.handler()));
                return row.changed();
            }
        }
    }

    /** Gives one row up for good; what waits behind it goes on. */
    public static Change discard(Connection connection, long id) throws SQLException {
        Optional<CurrentRow> found = lock(connection, id);
        if (found.isEmpty()) {
            return new NotFound();
        }
        CurrentRow row = found.get();
        if (row.state().equals("discarded")) {
            return new ChangeRefused("It is discarded already.");
        }
        if (row.replay() != null) {
            ReplayLocks.of(connection, List.of(row.replay()));
        }
        Sql.update(connection, DISCARD, id);
        if (row.replay() != null) {
            ReplayedCounts replayed = new ReplayedCounts();
            replayed.add(row.replay(), row.eventId(), row.counted());
            replayed.count(connection);
        }
        RedeliveryWrites.promote(connection, row.handler(), List.of(row.key()));
        Wakeups.queues(connection, List.of(row.handler()));
        return row.changed();
    }

    /** The row, its lane locked before it was read. */
    private static Optional<CurrentRow> lock(Connection connection, long id) throws SQLException {
        Optional<FoundRow> found =
                Sql.first(connection, FIND, row -> new FoundRow(row.getString(1), row.getInt(2)), id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String handler = found.get().handler();
        LaneLocks.of(connection, List.of(handler), List.of(found.get().lane()));
        return Sql.first(connection, LOOK, row -> row(handler, row), id);
    }

    private static CurrentRow row(String handler, ResultSet row) throws SQLException {
        return new CurrentRow(
                handler,
                row.getLong("event_id"),
                Sql.longOrNull(row, "replay_id"),
                row.getString("state"),
                row.getString("key"),
                row.getBoolean("counted"),
                row.getBoolean("erased"));
    }
}
