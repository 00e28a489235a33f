package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.LogReader.LogRow;
import dev.textusinbox.dispatch.PullLeases.PullLease;
import dev.textusinbox.dispatch.PullQueue.Handed;
import dev.textusinbox.dispatch.PullQueue.PullRequest;
import dev.textusinbox.log.Event;
import dev.textusinbox.log.Lanes;
import dev.textusinbox.platform.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One answer to a client of a pull consumer, in one transaction: what is due again, and what comes next in lanes of which nobody
 * has anything, or somebody has for long; only then what is in the others.
 */
final class PullRound {
    /**
     * A client that has not answered by then has its events in rows as soon as there are more in their lane. Longer than many clients
     * that share a machine take for a thousand events each: a row for each event would make all of them slower still.
     */
    private static final long SLOW_MILLIS = 5_000;

    /** A lease with no more events than these becomes rows as soon as somebody needs more of its lane: that costs little. */
    private static final int FEW = 64;

    private static final int KEYS = 64;
    private static final int PER_KEY = 64;
    /** Rows read at most, so that what is skipped or blocked does not make the transaction long. */
    private static final int MAX_READ = 8_192;
    /** Of those that wait behind others, and get a row each: the next round goes on, and does not hold up acknowledgements. */
    private static final int MAX_BLOCKED = 1_024;

    private static final String NEXT_LEASE = "SELECT nextval('pull_lease_id')";

    private final Connection connection;
    private final PullLanes locked;
    private final PullRequest request;
    private final DueRedeliveries redeliveries;
    private final LogReader reader;
    private final LogReader prober;
    private final Map<Integer, Region> regions = new TreeMap<>();
    private final List<Handed> handed = new ArrayList<>();
    private long bytes;
    /** 0 until something is handed out: most looks find nothing. */
    private long lease;

    private int read;
    private int blocked;
    private boolean full;

    PullRound(String consumer, Set<String> types, Connection connection, PullLanes locked, PullRequest request) {
        this.connection = connection;
        this.locked = locked;
        this.request = request;
        this.redeliveries = new DueRedeliveries(consumer);
        this.reader = new LogReader(consumer, types, true);
        this.prober = new LogReader(consumer, types, false);
    }

    /** What is taken of one lane, from its cursor on. */
    private static final class Region {
        final OwnedLane lane;
        final List<WindowEntry> entries = new ArrayList<>();
        boolean hasBlocked;
        int skipped;
        long to;

        Region(OwnedLane lane) {
            this.lane = lane;
            this.to = lane.position();
        }

        OwnedLane.Move move(List<WindowEntry> withRows) {
            return new OwnedLane.Move(lane, lane.position(), to, 0, skipped, withRows);
        }
    }

    /** Whether it ended because it had read so much, and not because there was no more. */
    boolean endedEarly() {
        return read >= MAX_READ;
    }

    /** @param turn where to begin, so that no lane is always the last */
    List<Handed> receive(int turn) throws SQLException {
        // In turns: neither a bulk retry or a replay holds up what comes in, nor the other way round.
        boolean dueFirst = turn % 2 == 0;
        if (dueFirst) {
            takeDue();
        }
        List<PullLease> slow = locked.leases().values().stream()
                .filter(each -> each.ageMillis() >= SLOW_MILLIS)
                .toList();
        locked.intoRows(withMore(slow));
        takeFromLog(free(turn));
        if (!dueFirst) {
            takeDue();
        }
        if (wantsMore()) {
            // Where clients have many events of a lane at once there is a backlog: what comes behind them waits for a
            // moment.
            List<PullLease> others = withMore(locked.leases().values().stream()
                    .filter(each -> each.open().size() <= FEW)
                    .toList());
            locked.intoRows(others);
            takeFromLog(
                    others.stream().map(each -> locked.lanes().get(each.lane())).toList());
        }
        write();
        return handed;
    }

    private List<OwnedLane> free(int turn) {
        List<OwnedLane> free = new ArrayList<>();
        locked.lanes().forEach((number, lane) -> {
            if (!locked.leases().containsKey(number)) {
                free.add(lane);
            }
        });
        Collections.rotate(free, turn);
        return free;
    }

    /**
     * Of a large answer half is enough: what would fill it is a small piece of a lane with much behind it, which nobody else could have
     * meanwhile.
     */
    private boolean wantsMore() {
        return left() > 0 && (request.max() <= 2 * FEW || 2 * handed.size() < request.max());
    }

    private int left() {
        return full ? 0 : request.max() - handed.size();
    }

    private void takeDue() throws SQLException {
        boolean more = true;
        while (more && left() > 0) {
            int most = Math.min(KEYS, left());
            int keys = redeliveries.keys(connection, locked.lanes().keySet(), most);
            // Of few contacts as many as fit: what stands behind an event that is out can't go out in another answer.
            List<DueRedeliveries.Due> due = keys == 0
                    ? List.of()
                    : redeliveries.due(connection, locked.lanes().keySet(), keys, Math.min(PER_KEY, left() / keys));
            List<WindowEntry> taken = new ArrayList<>();
            for (DueRedeliveries.Due each : due) {
                WindowEntry entry = each.entry(locked.lanes().get(each.event().lane()));
                if (hand(entry)) {
                    taken.add(entry);
                }
            }
            locked.rows().lease(connection, taken, lease, request.lease());
            more = keys == most && !taken.isEmpty();
        }
    }

    /** Of one lane as much as may be, then of two, of four, and so on: so others find lanes that nobody has. */
    private void takeFromLog(Collection<OwnedLane> lanes) throws SQLException {
        List<OwnedLane> readable = new ArrayList<>(lanes);
        int width = 1;
        while (wantsMore() && !readable.isEmpty() && read < MAX_READ && blocked < MAX_BLOCKED) {
            List<OwnedLane> some = List.copyOf(readable.subList(0, Math.min(width, readable.size())));
            int limit = Math.max(1, left() / some.size());
            int[] found = new int[Lanes.COUNT];
            for (LogRow row : reader.next(connection, some, limit)) {
                found[row.lane()]++;
                take(locked.lanes().get(row.lane()), row);
            }
            readable.removeIf(lane -> some.contains(lane) && found[lane.lane] < limit);
            width *= 2;
        }
    }

    private void take(OwnedLane lane, LogRow row) throws SQLException {
        read++;
        if (full) {
            return;
        }
        Region region = regions.computeIfAbsent(lane.lane, number -> new Region(lane));
        if (row.event() == null) {
            region.skipped++;
        } else {
            WindowEntry entry = WindowEntry.live(row.event(), lane);
            if (row.blocked()) {
                region.hasBlocked = true;
                blocked++;
                entry.settlement = new Settlement.Blocked();
            } else if (hand(entry)) {
                entry.settlement = new Settlement.Leased(lease, request.lease());
            } else {
                return;
            }
            region.entries.add(entry);
        }
        region.to = row.id();
        lane.readUpTo(row.id());
    }

    /** False, and from then on, where it is too much. */
    private boolean hand(WindowEntry entry) throws SQLException {
        if (left() == 0) {
            full = true;
            return false;
        }
        Event event = entry.event.body() == null ? LogReader.load(connection, entry.event) : entry.event;
        long size = event.body() == null ? 0 : event.body().length;
        if (bytes + size > request.bytes() && !handed.isEmpty()) {
            full = true;
            return false;
        }
        bytes += size;
        if (lease == 0) {
            lease = Sql.number(connection, NEXT_LEASE);
        }
        handed.add(new Handed(PullReceipt.of(lease, entry).toString(), event, entry.attempts + 1, entry.replay));
        return true;
    }

    /** Of these, the lanes that hold more than the client has. */
    private List<PullLease> withMore(Collection<PullLease> leases) throws SQLException {
        if (leases.isEmpty()) {
            return List.of();
        }
        List<OwnedLane> behind = leases.stream()
                .map(each -> new OwnedLane(each.lane(), locked.lanes().get(each.lane()).fence, each.to(), 0))
                .toList();
        Set<Integer> more = new HashSet<>();
        prober.next(connection, behind, 1).forEach(row -> more.add(row.lane()));
        return leases.stream().filter(each -> more.contains(each.lane())).toList();
    }

    /** Without a row where all of a lane's can be acknowledged together; with rows where some wait behind others. */
    private void write() throws SQLException {
        List<OwnedLane.Move> moves = new ArrayList<>();
        for (Region region : regions.values()) {
            if (region.to > region.lane.position()) {
                if (region.hasBlocked) {
                    moves.add(region.move(region.entries));
                } else if (region.entries.isEmpty()) {
                    moves.add(region.move(List.of()));
                } else {
                    List<Long> open = region.entries.stream()
                            .map(entry -> entry.event.id())
                            .toList();
                    locked.stored().add(connection, lease, region.move(List.of()), open, request.lease());
                }
            }
        }
        locked.write(moves, List.of());
    }
}
