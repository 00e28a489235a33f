package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.CursorStore.CursorRow;
import dev.textusinbox.dispatch.CursorStore.LaneMove;
import dev.textusinbox.platform.database.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes what a window has settled: one statement where all went well; where redeliveries are added or settled, one transaction that
 * first locks the lanes, so that queues of a key are changed by one at a time.
 */
final class Flush {
    private final CursorStore cursors;
    private final RedeliveryWrites writes;

    Flush(String handler) {
        this.cursors = new CursorStore(handler);
        this.writes = new RedeliveryWrites(handler);
    }

    /** Some lane is no longer ours, or no longer where we know it to be: nothing was written. */
    static final class FencedException extends Exception {
        private static final long serialVersionUID = 1L;
        final transient List<Integer> lanes;

        FencedException(List<Integer> lanes) {
            super("lanes " + lanes + ": their cursors were changed by another hand", null, false, false);
            this.lanes = lanes;
        }
    }

    /** Writes the batch, all or nothing. True if queues have a new head that is due now. */
    boolean write(Connection connection, Window.Batch batch) throws SQLException, FencedException {
        if (!hasRedeliveries(batch)) {
            move(connection, batch);
            return false;
        }
        return Transaction.in(connection, in -> writeWithRedeliveries(in, batch));
    }

    /**
     * As {@link #write}, in the transaction that the connection is in and that holds what the handler did. Here an earlier try
     * that committed unheard of is no success: it has had its effects.
     *
     * @throws FencedException and the transaction must be rolled back: something in it was not moved by this very transaction
     */
    boolean writeWithEffects(Connection connection, Window.Batch batch) throws SQLException, FencedException {
        if (!hasRedeliveries(batch)) {
            List<LaneMove> moves = laneMoves(batch, Map.of());
            if (!moves.isEmpty() && cursors.move(connection, moves) < moves.size()) {
                throw fenced(batch);
            }
            return false;
        }
        if (!lockLanes(connection, batch) || !writes.areThere(connection, batch.redeliveries())) {
            throw fenced(batch);
        }
        return writeLocked(connection, batch);
    }

    private static FencedException fenced(Window.Batch batch) {
        Set<Integer> lanes = new TreeSet<>();
        batch.moves().forEach(move -> lanes.add(move.lane().lane));
        batch.redeliveries().forEach(entry -> lanes.add(entry.event.lane()));
        return new FencedException(List.copyOf(lanes));
    }

    private static boolean hasRedeliveries(Window.Batch batch) {
        return !batch.redeliveries().isEmpty()
                || batch.moves().stream().anyMatch(move -> !move.redeliveries().isEmpty());
    }

    private void move(Connection connection, Window.Batch batch) throws SQLException, FencedException {
        List<LaneMove> moves = laneMoves(batch, Map.of());
        if (cursors.move(connection, moves) < moves.size()) {
            requireMade(connection, moves);
        }
    }

    private boolean writeWithRedeliveries(Connection connection, Window.Batch batch)
            throws SQLException, FencedException {
        return lockLanes(connection, batch) && writeLocked(connection, batch);
    }

    private boolean writeLocked(Connection connection, Window.Batch batch) throws SQLException {
        Map<Integer, Long> handled = writes.settle(connection, batch.redeliveries());
        List<WindowEntry> added = new ArrayList<>();
        batch.moves().forEach(move -> added.addAll(move.redeliveries()));
        writes.add(connection, added);
        boolean more = writes.promote(connection, added, batch.redeliveries());
        List<LaneMove> moves = laneMoves(batch, handled);
        if (!moves.isEmpty() && cursors.move(connection, moves) < moves.size()) {
            throw new IllegalStateException("a locked cursor moved");
        }
        return more;
    }

    /**
     * False when an earlier try of this batch did commit, though nobody heard of it.
     *
     * @throws FencedException also where a cursor is neither where the batch begins nor where it ends: the database was
     *     put back to an earlier state
     */
    private boolean lockLanes(Connection connection, Window.Batch batch) throws SQLException, FencedException {
        Map<Integer, OwnedLane> lanes = new TreeMap<>();
        batch.moves().forEach(move -> lanes.put(move.lane().lane, move.lane()));
        batch.redeliveries().forEach(entry -> lanes.putIfAbsent(entry.event.lane(), entry.lane));
        Map<Integer, CursorRow> rows = cursors.lock(connection, lanes.keySet());
        requireFence(lanes, rows);
        boolean unmoved = batch.moves().stream()
                .noneMatch(move -> rows.get(move.lane().lane).position() != move.from());
        if (!unmoved) {
            requireAtEnd(laneMoves(batch, Map.of()), rows);
        }
        return unmoved;
    }

    private static void requireFence(Map<Integer, OwnedLane> lanes, Map<Integer, CursorRow> rows)
            throws FencedException {
        List<Integer> lost = new ArrayList<>();
        lanes.forEach((number, lane) -> {
            CursorRow row = rows.get(number);
            if (row == null || row.fence() != lane.fence) {
                lost.add(number);
            }
        });
        if (!lost.isEmpty()) {
            throw new FencedException(lost);
        }
    }

    /** Fewer rows than moves: all is well if what did not move had moved before, in a try that nobody heard of. */
    private void requireMade(Connection connection, List<LaneMove> moves) throws SQLException, FencedException {
        Map<Integer, OwnedLane> lanes = new TreeMap<>();
        moves.forEach(move -> lanes.put(move.lane().lane, move.lane()));
        Map<Integer, CursorRow> rows = cursors.look(connection, lanes.keySet());
        requireFence(lanes, rows);
        requireAtEnd(moves, rows);
    }

    private static void requireAtEnd(List<LaneMove> moves, Map<Integer, CursorRow> rows) throws FencedException {
        List<Integer> elsewhere = moves.stream()
                .filter(move -> rows.get(move.lane().lane).position() != move.to())
                .map(move -> move.lane().lane)
                .toList();
        if (!elsewhere.isEmpty()) {
            throw new FencedException(elsewhere);
        }
    }

    private static List<LaneMove> laneMoves(Window.Batch batch, Map<Integer, Long> handled) {
        List<LaneMove> moves = new ArrayList<>();
        Map<Integer, Long> left = new HashMap<>(handled);
        for (OwnedLane.Move move : batch.moves()) {
            Long redelivered = left.remove(move.lane().lane);
            long done = move.handled() + (redelivered == null ? 0 : redelivered);
            moves.add(new LaneMove(move.lane(), move.from(), move.to(), done, move.skipped()));
        }
        for (WindowEntry entry : batch.redeliveries()) {
            Long redelivered = left.remove(entry.event.lane());
            if (redelivered != null) {
                long at = entry.lane.position();
                moves.add(new LaneMove(entry.lane, at, at, redelivered, 0));
            }
        }
        return moves;
    }
}
