package dev.textusinbox.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The deliveries that one handler has in hand on this instance: different keys side by side, each key strictly in
 * order, and a failed event holding back what comes after it for its key. Pure bookkeeping: no threads, no database; its owner
 * guards it with one lock.
 */
final class Window {
    private final Map<Integer, OwnedLane> lanes = new TreeMap<>();
    private final Map<String, KeyQueue> keys = new HashMap<>();
    private final ArrayDeque<KeyQueue> ready = new ArrayDeque<>();
    private final List<WindowEntry> settledRedeliveries = new ArrayList<>();
    private int unsettled;
    private int unflushed;

    /** What is in hand of one key. */
    private static final class KeyQueue {
        final String key;
        final int lane;
        final ArrayDeque<WindowEntry> waiting = new ArrayDeque<>();
        /** What is being called: one, or those that go together. */
        final List<WindowEntry> running = new ArrayList<>(1);
        /** Live entries that become redeliveries and whose rows are not committed yet: until then only memory knows of them. */
        int uncommittedRedeliveries;

        KeyQueue(WindowEntry first) {
            this.key = first.key;
            this.lane = first.event.lane();
        }

        boolean isIdle() {
            return running.isEmpty() && waiting.isEmpty() && uncommittedRedeliveries == 0;
        }
    }

    /** What a flush writes: cursor moves with the redeliveries they pass, and redeliveries that were settled. */
    record Batch(List<OwnedLane.Move> moves, List<WindowEntry> redeliveries) {
        boolean isEmpty() {
            return moves.isEmpty() && redeliveries.isEmpty();
        }

        /** Whether there is something that is due at once. */
        boolean givesBack() {
            return redeliveries.stream().anyMatch(entry -> entry.settlement instanceof Settlement.GivenBack);
        }

        /** What is left of it when a lane is lost. */
        Batch without(int lane) {
            return new Batch(
                    moves.stream().filter(move -> move.lane().lane != lane).toList(),
                    redeliveries.stream()
                            .filter(entry -> entry.event.lane() != lane)
                            .toList());
        }
    }

    Collection<OwnedLane> lanes() {
        return lanes.values();
    }

    OwnedLane lane(int lane) {
        return lanes.get(lane);
    }

    void own(OwnedLane lane) {
        lanes.put(lane.lane, lane);
    }

    /** Forgets the lane and all that is in hand of it; what is running is ignored when it ends. */
    void disown(int lane) {
        lanes.remove(lane);
        keys.values().removeIf(queue -> {
            if (queue.lane != lane) {
                return false;
            }
            queue.waiting.forEach(this::forget);
            queue.running.forEach(this::forget);
            ready.remove(queue);
            return true;
        });
        settledRedeliveries.removeIf(entry -> entry.event.lane() == lane);
    }

    private void forget(WindowEntry entry) {
        unsettled -= entry.successor == null ? 1 : 0;
        entry.lane.loaded.remove(entry.redeliveryId);
    }

    /** Deliveries not settled yet, but for those that were spilled: what costs memory. */
    int unsettled() {
        return unsettled;
    }

    /** Settled since the last flush. */
    int unflushed() {
        return unflushed;
    }

    /** Read from the log and not passed by the cursor: what a crash repeats. */
    int span() {
        int span = 0;
        for (OwnedLane lane : lanes.values()) {
            span += lane.size();
        }
        return span;
    }

    /** Whether its row is in hand already. */
    static boolean isLoaded(WindowEntry redelivery) {
        return redelivery.lane.loaded.contains(redelivery.redeliveryId);
    }

    /** Lanes may have skipped events that the handler does not take: those are to be passed too. */
    void noteSkipped() {
        unflushed++;
    }

    /** @param blocked whether the redelivery table held an earlier event of its key when it was read */
    void addLive(WindowEntry entry, boolean blocked) {
        entry.lane.add(entry);
        KeyQueue queue = keys.computeIfAbsent(entry.key, key -> new KeyQueue(entry));
        unsettled++;
        if (blocked || queue.uncommittedRedeliveries > 0) {
            addRedelivery(queue, entry, new Settlement.Blocked());
        } else {
            enqueue(queue, entry);
        }
    }

    /** An event that may have killed its lane's owners: it is called from the redelivery table, with more care. */
    void addSuspect(WindowEntry entry) {
        entry.lane.add(entry);
        unsettled++;
        addRedelivery(keys.computeIfAbsent(entry.key, key -> new KeyQueue(entry)), entry, new Settlement.Suspect());
    }

    void addRedelivery(WindowEntry entry) {
        entry.lane.loaded.add(entry.redeliveryId);
        unsettled++;
        enqueue(keys.computeIfAbsent(entry.key, key -> new KeyQueue(entry)), entry);
    }

    private void enqueue(KeyQueue queue, WindowEntry entry) {
        queue.waiting.addLast(entry);
        if (queue.running.isEmpty() && queue.waiting.size() == 1) {
            ready.addLast(queue);
        }
    }

    /** Keys whose next delivery could start now. */
    int readyKeys() {
        return ready.size();
    }

    boolean isFree(OwnedLane lane) {
        return lane.isEmpty() && keys.values().stream().noneMatch(queue -> queue.lane == lane.lane);
    }

    /** The next delivery to make, its key taken until it is settled; null when none can start. */
    WindowEntry start() {
        return start(any -> true);
    }

    /** As {@link #start()}, of those that are allowed now. */
    WindowEntry start(Predicate<WindowEntry> allowed) {
        for (int left = ready.size(); left > 0; left--) {
            KeyQueue queue = ready.pollFirst();
            if (allowed.test(queue.waiting.peekFirst())) {
                return begin(queue);
            }
            ready.addLast(queue);
        }
        return null;
    }

    /** What comes next of the same key, to go together with what was started of it; null where that may not be. */
    WindowEntry startBehind(WindowEntry started, Predicate<WindowEntry> allowed) {
        KeyQueue queue = keys.get(started.key);
        WindowEntry next = queue.waiting.peekFirst();
        return next != null && allowed.test(next) ? begin(queue) : null;
    }

    private static WindowEntry begin(KeyQueue queue) {
        WindowEntry entry = queue.waiting.pollFirst();
        queue.running.add(entry);
        return entry;
    }

    /** Lets the cursor go on without a call that takes long: a row takes its place, until the call ends. */
    void spill(WindowEntry entry, Duration delay) {
        KeyQueue queue = keys.get(entry.key);
        if (isRunning(queue, entry) && entry.isLive() && entry.successor == null) {
            entry.spill(delay);
            // It holds back nobody from here on: calls are bounded by themselves.
            unsettled--;
            queue.uncommittedRedeliveries++;
            unflushed++;
            holdBack(queue);
        }
    }

    private static boolean isRunning(KeyQueue queue, WindowEntry entry) {
        return queue != null && queue.running.contains(entry);
    }

    /**
     * Its call came to nothing, and no later one of its key may go first: of those that went together the last is put back first.
     * False where it has a row to wait in.
     */
    boolean putBack(WindowEntry started) {
        if (!started.isLive() || started.successor != null) {
            return false;
        }
        KeyQueue queue = keys.get(started.key);
        if (isRunning(queue, started)) {
            queue.running.remove(started);
            queue.waiting.addFirst(started);
            if (queue.running.isEmpty()) {
                ready.addLast(queue);
            }
        }
        return true;
    }

    /** Its call was broken off: it is as if it had not been made. */
    void breakOff(WindowEntry started) {
        if (!putBack(started)) {
            settle(started, new Settlement.GivenBack(), 0);
        }
    }

    /** Settles what was started; ignored where its lane has been lost meanwhile. */
    void settle(WindowEntry started, Settlement settlement, long durationMillis) {
        KeyQueue queue = keys.get(started.key);
        if (!isRunning(queue, started)) {
            return;
        }
        queue.running.remove(started);
        WindowEntry entry = started.successor == null ? started : started.successor;
        entry.durationMillis = durationMillis;
        entry.response = started.response;
        if (entry.isLive() && !(settlement instanceof Settlement.Handled)) {
            addRedelivery(queue, entry, settlement);
        } else {
            entry.settlement = settlement;
            unsettled -= started.successor == null ? 1 : 0;
            unflushed++;
            if (!entry.isLive()) {
                settledRedeliveries.add(entry);
            }
        }
        if (settlement.blocksKey()) {
            holdBack(queue);
        }
        if (!queue.running.isEmpty()) {
            return;
        }
        if (!queue.waiting.isEmpty()) {
            ready.addLast(queue);
        } else {
            removeIfIdle(queue);
        }
    }

    private void removeIfIdle(KeyQueue queue) {
        if (queue.isIdle()) {
            keys.remove(queue.key);
        }
    }

    private void addRedelivery(KeyQueue queue, WindowEntry entry, Settlement settlement) {
        entry.settlement = settlement;
        unsettled--;
        unflushed++;
        if (settlement.blocksKey()) {
            queue.uncommittedRedeliveries++;
        }
    }

    /** What waits behind a failed event: from the log, it becomes a redelivery, too; from the table, it stays there. */
    private void holdBack(KeyQueue queue) {
        for (WindowEntry entry = queue.waiting.pollFirst(); entry != null; entry = queue.waiting.pollFirst()) {
            if (entry.isLive()) {
                addRedelivery(queue, entry, new Settlement.Blocked());
            } else {
                forget(entry);
            }
        }
    }

    /**
     * At the end: what waits before something that is settled gets a row, so that the cursor passes both and nothing that
     * was handled comes again. What waits behind is read again by the next owner.
     */
    void giveBack() {
        for (OwnedLane lane : lanes.values()) {
            for (WindowEntry entry : lane.unsettledBeforeSettled()) {
                KeyQueue queue = keys.get(entry.key);
                if (queue.waiting.remove(entry)) {
                    addRedelivery(queue, entry, new Settlement.Blocked());
                }
            }
        }
        ready.removeIf(queue -> queue.waiting.isEmpty());
    }

    /** All that can be written now; it is out of the window, and must be written or its lanes disowned. */
    Batch takeSettled() {
        List<OwnedLane.Move> moves = new ArrayList<>();
        for (OwnedLane lane : lanes.values()) {
            OwnedLane.Move move = lane.takeSettled();
            if (move != null) {
                moves.add(move);
            }
        }
        // One that was spilled just now has no row yet: its outcome is written when it has.
        List<WindowEntry> redeliveries = settledRedeliveries.stream()
                .filter(entry -> entry.redeliveryId != 0)
                .toList();
        settledRedeliveries.removeAll(redeliveries);
        unflushed = settledRedeliveries.size();
        return new Batch(moves, redeliveries);
    }

    /** The batch is committed: from here on the table has its redeliveries. */
    void committed(Batch batch) {
        for (OwnedLane.Move move : batch.moves()) {
            move.lane().committed(move);
            for (WindowEntry entry : move.redeliveries()) {
                if (entry.successor != null) {
                    entry.lane.loaded.add(entry.successor.redeliveryId);
                }
                if (entry.settlement.blocksKey()) {
                    KeyQueue queue = keys.get(entry.key);
                    queue.uncommittedRedeliveries--;
                    removeIfIdle(queue);
                }
            }
        }
        for (WindowEntry entry : batch.redeliveries()) {
            entry.lane.loaded.remove(entry.redeliveryId);
        }
    }
}
