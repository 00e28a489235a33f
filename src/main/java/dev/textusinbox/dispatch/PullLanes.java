package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.Flush.FencedException;
import dev.textusinbox.dispatch.PullLeases.PullLease;
import dev.textusinbox.log.Event;
import dev.textusinbox.log.Wakeups;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Lanes of a pull consumer, locked until the transaction ends, and what clients have of them. Nobody owns them in between. */
final class PullLanes {
    private final String consumer;
    private final Connection connection;
    private final Flush flush;
    private final LeasedRows rows;
    private final PullLeases stored;
    private final Map<Integer, OwnedLane> lanes = new TreeMap<>();
    private final Map<Integer, PullLease> leases;
    private boolean moreIsDue;

    private PullLanes(String consumer, Connection connection, Collection<Integer> numbers) throws SQLException {
        this.consumer = consumer;
        this.connection = connection;
        this.flush = new Flush(consumer);
        this.rows = new LeasedRows(consumer);
        this.stored = new PullLeases(consumer);
        new CursorStore(consumer)
                .lock(connection, numbers)
                .forEach((lane, cursor) -> lanes.put(lane, new OwnedLane(lane, cursor.fence(), cursor.position(), 0)));
        this.leases = stored.find(connection, lanes.keySet());
    }

    static PullLanes lock(String consumer, Connection connection, Collection<Integer> lanes) throws SQLException {
        return new PullLanes(consumer, connection, lanes);
    }

    /** By number; fewer than were asked for where the consumer was dropped. */
    Map<Integer, OwnedLane> lanes() {
        return lanes;
    }

    /** By lane: what is with a client and has no rows. */
    Map<Integer, PullLease> leases() {
        return leases;
    }

    LeasedRows rows() {
        return rows;
    }

    PullLeases stored() {
        return stored;
    }

    /** Moves cursors and writes rows, in this transaction. */
    void write(List<OwnedLane.Move> moves, List<WindowEntry> redeliveries) throws SQLException {
        try {
            var batch = new Window.Batch(moves, redeliveries);
            moreIsDue |= !batch.isEmpty() && flush.writeWithEffects(connection, batch);
        } catch (FencedException e) {
            throw new IllegalStateException("a lane moved though it is locked", e);
        }
    }

    /**
     * Has the events that are open in these leases stand in rows, so that the cursor goes past them.
     *
     * @param settlement what becomes of each
     */
    void intoRows(Collection<PullLease> spilled, BiFunction<PullLease, WindowEntry, Settlement> settlement)
            throws SQLException {
        List<OwnedLane.Move> moves = new ArrayList<>();
        for (PullLease lease : spilled) {
            OwnedLane lane = lanes.get(lease.lane());
            List<WindowEntry> open = new ArrayList<>();
            for (Event event : LeasedRows.events(connection, lease.open())) {
                WindowEntry entry = WindowEntry.live(event, lane);
                entry.settlement = settlement.apply(lease, entry);
                open.add(entry);
            }
            moves.add(new OwnedLane.Move(
                    lane, lease.from(), lease.to(), (int) lease.handled(), (int) lease.skipped(), open));
        }
        write(moves, List.of());
        stored.remove(connection, spilled);
        for (PullLease lease : spilled) {
            lanes.get(lease.lane()).resetTo(lease.to());
            leases.remove(lease.lane());
        }
    }

    /** As the others, each under the lease that it has. */
    void intoRows(Collection<PullLease> spilled) throws SQLException {
        intoRows(spilled, (lease, entry) -> new Settlement.Leased(lease.id(), lease.left()));
    }

    /** At the end: whoever waits for what has become due hears of it when the transaction commits. */
    void tell() throws SQLException {
        if (moreIsDue) {
            Wakeups.queues(connection, List.of(consumer));
        }
    }
}
