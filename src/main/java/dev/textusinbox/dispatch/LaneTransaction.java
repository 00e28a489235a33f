package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.Flush.FencedException;
import dev.textusinbox.platform.database.Transaction;
import dev.textusinbox.platform.failure.OutOfMemory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** A transaction that a handler works in, and that ends with the move of its lanes. */
final class LaneTransaction {
    /** What the cursors' own statements have, however short the handler's are to be. */
    private static final long MIN_OWN_MILLIS = 5_000;

    private final Flush flush;
    private final Supplier<Collection<OwnedLane>> lanes;
    private final Runnable moreDue;
    private final long limitMillis;

    /**
     * @param lanes those that are owned now
     * @param moreDue called when queues have a new head
     * @param limit for each statement
     */
    LaneTransaction(Flush flush, Supplier<Collection<OwnedLane>> lanes, Runnable moreDue, Duration limit) {
        this.flush = flush;
        this.lanes = lanes;
        this.moreDue = moreDue;
        this.limitMillis = limit.toMillis();
    }

    /** What is done in it, up to {@link #commit}. */
    interface LaneWork<T> {
        T run() throws SQLException, FencedException;
    }

    /** Does the work; what it has not committed at its end is rolled back. */
    <T> T run(Connection connection, LaneWork<T> work) throws SQLException, FencedException {
        connection.setAutoCommit(false);
        T result;
        try {
            limit(connection);
            result = work.run();
            connection.rollback();
        } catch (SQLException | FencedException | RuntimeException | Error e) {
            OutOfMemory.endIfCauseOf(e);
            Transaction.undo(connection, e);
            throw e;
        }
        connection.setAutoCommit(true);
        return result;
    }

    /**
     * A statement is not to be interrupted from here: the database ends it, and so long it may wait for a lock. A rollback
     * takes this back with all else.
     */
    void limit(Connection connection) throws SQLException {
        limit(connection, limitMillis);
    }

    private static void limit(Connection connection, long millis) throws SQLException {
        try (Statement limit = connection.createStatement()) {
            limit.execute("SET LOCAL statement_timeout = " + millis + "; SET LOCAL lock_timeout = " + millis);
        }
    }

    /**
     * Moves the cursors past what is settled, and commits. Always true.
     *
     * @param redelivered what was settled of the redelivery table
     */
    boolean commit(Connection connection, List<WindowEntry> redelivered) throws SQLException, FencedException {
        List<OwnedLane.Move> moves = new ArrayList<>();
        for (OwnedLane lane : lanes.get()) {
            OwnedLane.Move move = lane.takeSettled();
            if (move != null) {
                moves.add(move);
            }
        }
        if (limitMillis < MIN_OWN_MILLIS) {
            limit(connection, MIN_OWN_MILLIS);
        }
        if (flush.writeWithEffects(connection, new Window.Batch(moves, redelivered))) {
            moreDue.run();
        }
        connection.commit();
        moves.forEach(move -> move.lane().committed(move));
        return true;
    }
}
