package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.Flush.FencedException;
import dev.textusinbox.handler.TransactionalHandler;
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

/** Drives a {@link TransactionalHandler}: a batch and the cursors that pass it, in one transaction. */
final class TransactionalRunner extends Runner {
    private static final int BATCH_EVENTS = 1024;
    private static final int REDELIVERY_KEYS = 64;
    private static final int REDELIVERY_PER_KEY = 16;
    private static final long IDLE_MILLIS = 1000;
    /** A call that is over its time limit by so much will not come back for being interrupted. */
    private static final long STUCK_NANOS = 5_000_000_000L;

    private final LogReader reader;
    private final DueRedeliveries redeliveries;
    private final TransactionalCalls calls;
    private final DuePacing pacing = new DuePacing(System::nanoTime);
    /** But for whether it holds anything up, only the runner's own thread uses it. */
    private final CallRate rate;

    private boolean heldUp;
    /** How many calls the round may still make. */
    private int permits;

    private final Map<Integer, OwnedLane> lanes = new TreeMap<>();
    private boolean uncertain;
    private int turn;

    TransactionalRunner(TransactionalHandler handler, RunnerContext context) {
        super(handler, context);
        this.reader = new LogReader(handler);
        this.rate = new CallRate(context.settings().rate(), System::nanoTime);
        this.redeliveries = new DueRedeliveries(handler.name());
        var transaction = new LaneTransaction(
                new Flush(handler.name()),
                this::lanes,
                this::redeliveriesMayBeDue,
                context.settings().timeout());
        this.calls = new TransactionalCalls(handler, this, transaction);
    }

    @Override
    Collection<OwnedLane> lanes() {
        synchronized (lanes) {
            return List.copyOf(lanes.values());
        }
    }

    @Override
    void own(OwnedLane lane) {
        synchronized (lanes) {
            lanes.put(lane.lane, lane);
        }
    }

    @Override
    void disown(int lane) {
        synchronized (lanes) {
            lanes.remove(lane);
        }
    }

    /** A batch is in hand within one round only. */
    @Override
    boolean isFree(OwnedLane lane) {
        return true;
    }

    /** Calls are made on the runner's own thread. */
    @Override
    Set<Integer> inHand() {
        return Set.of();
    }

    @Override
    boolean drained() {
        return true;
    }

    @Override
    long waitMillis() {
        if (heldUp) {
            return Math.min(rate.millisToNext(), IDLE_MILLIS);
        }
        return pacing.millisLeft() > 0 ? pacing.millisLeft() : IDLE_MILLIS;
    }

    @Override
    boolean work() throws SQLException, FencedException {
        heldUp = false;
        if (!mayCall()) {
            return false;
        }
        if (!isPermitted()) {
            return false;
        }
        if (uncertain) {
            findOut();
        }
        // Until this round has ended well, nobody knows whether its last commit was made.
        uncertain = true;
        boolean again;
        try {
            again = round();
        } catch (TransactionalCalls.BrokenOffException e) {
            return false;
        }
        uncertain = false;
        return again;
    }

    /** After an error: where the cursors are, and which lanes are still ours. */
    private void findOut() throws SQLException {
        try (Connection connection = context.database().getConnection()) {
            Map<Integer, CursorStore.CursorRow> rows = cursors.look(
                    connection, lanes().stream().map(lane -> lane.lane).toList());
            for (OwnedLane lane : lanes()) {
                CursorStore.CursorRow row = rows.get(lane.lane);
                if (row == null || row.fence() != lane.fence) {
                    disown(lane.lane);
                } else {
                    lane.resetTo(row.position());
                }
            }
        }
        redeliveriesMayBeDue();
    }

    /** Whether the rate allows for a call, if there may be one to make; then it does for all of the round. Each event is one. */
    private boolean isPermitted() throws SQLException {
        permits = rate.permits();
        if (!rate.isLimited()) {
            return true;
        }
        if (!isDue() && lanes().stream().noneMatch(lane -> lane.more)) {
            return false;
        }
        int wanted = rate.wanted();
        if (wanted > 0) {
            try (Connection connection = context.database().getConnection()) {
                rate.reserved(wanted, rate.ask(connection, handler.name(), wanted));
            }
        }
        permits = rate.permits();
        heldUp = permits == 0;
        if (heldUp) {
            rate.heldUp();
        }
        return !heldUp;
    }

    private boolean round() throws SQLException, FencedException {
        boolean again = pacing.millisLeft() == 0 && takeDue() && redeliver();
        int most = Math.min(BATCH_EVENTS, permits);
        List<OwnedLane> readable = readable(most);
        if (readable.isEmpty()) {
            return again;
        }
        try (Connection connection = context.database().getConnection()) {
            int limit = Math.max(1, most / readable.size());
            List<WindowEntry> taken = take(reader.next(connection, readable, limit), readable, limit);
            used(taken.size());
            calls.handle(connection, taken);
        }
        return again || lanes().stream().anyMatch(lane -> lane.more);
    }

    private void used(int calls) {
        rate.take(calls);
        permits -= calls;
    }

    /** Lanes that may have more; where only a few events may be read, each time others of them. */
    private List<OwnedLane> readable(int most) {
        List<OwnedLane> all = new ArrayList<>(
                lanes().stream().filter(lane -> lane.more && !lane.leaving).toList());
        if (all.size() <= most) {
            return all;
        }
        Collections.rotate(all, turn++);
        return all.subList(0, most);
    }

    private List<WindowEntry> take(List<LogReader.LogRow> rows, List<OwnedLane> readable, int limit) {
        List<WindowEntry> taken = new ArrayList<>();
        Set<String> failedKeys = new HashSet<>();
        LogReader.take(rows, readable, limit, (lane, row) -> {
            WindowEntry entry = WindowEntry.live(row.event(), lane);
            lane.add(entry);
            if (row.blocked() || failedKeys.contains(entry.key)) {
                entry.settlement = new Settlement.Blocked();
            } else if (row.event().id() <= lane.suspectUntil
                    || calls.isDoubtful(row.event().id())) {
                entry.settlement = new Settlement.Suspect();
                failedKeys.add(entry.key);
            } else if (calls.cannotHandle(entry)) {
                context.meters().settled(entry.settlement);
                if (entry.settlement.blocksKey()) {
                    failedKeys.add(entry.key);
                }
            } else {
                taken.add(entry);
            }
        });
        return taken;
    }

    @Override
    void enforceLimits() {
        calls.guard().interruptIfLate();
    }

    @Override
    void breakOff() {
        calls.guard().breakOff();
    }

    @Override
    HandlerCondition conditionOfCalls() {
        if (calls.guard().nanosOver() > STUCK_NANOS) {
            return HandlerCondition.stuck("a call that never returns, though it is interrupted, holds its only place");
        }
        return rate.isHoldingUp() ? HandlerCondition.held(rate) : null;
    }

    /** True if there may be more. */
    private boolean redeliver() throws SQLException, FencedException {
        Map<Integer, OwnedLane> ours = new TreeMap<>();
        lanes().stream().filter(lane -> !lane.leaving).forEach(lane -> ours.put(lane.lane, lane));
        if (ours.isEmpty()) {
            return false;
        }
        long start = System.nanoTime();
        try (Connection connection = context.database().getConnection()) {
            int most = permits;
            int keys = Math.min(REDELIVERY_KEYS, most);
            List<DueRedeliveries.Due> rows =
                    redeliveries.due(connection, ours.keySet(), keys, Math.min(REDELIVERY_PER_KEY, most / keys));
            List<WindowEntry> due = new ArrayList<>();
            WindowEntry suspect = null;
            Set<String> seen = new HashSet<>();
            Set<String> behindSuspects = new HashSet<>();
            for (DueRedeliveries.Due row : rows) {
                WindowEntry entry = row.entry(ours.get(row.event().lane()));
                boolean first = seen.add(entry.key);
                if (entry.suspect || calls.isDoubtful(entry.event.id())) {
                    suspect = suspect == null && first ? entry : suspect;
                    behindSuspects.add(entry.key);
                } else if (!behindSuspects.contains(entry.key)) {
                    due.add(entry);
                }
            }
            if (due.isEmpty() && suspect == null) {
                return false;
            }
            // A suspect is called by itself, and counts as one more.
            suspect = due.size() < most ? suspect : null;
            used(due.size() + (suspect == null ? 0 : 1));
            calls.redeliver(connection, due);
            if (suspect != null) {
                calls.handleSuspect(connection, suspect);
            }
            redeliveriesMayBeDue();
            pacing.loaded(System.nanoTime() - start, DueRedeliveries.retriedKeys(rows) == REDELIVERY_KEYS);
            return pacing.millisLeft() == 0;
        }
    }
}
