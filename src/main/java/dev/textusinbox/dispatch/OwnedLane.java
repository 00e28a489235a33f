package dev.textusinbox.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One lane that this instance owns for one handler: what was read from it, in the order of the log, until it is
 * settled and the cursor has passed it.
 */
final class OwnedLane {
    final int lane;
    final long fence;
    /** Events up to here may have killed earlier owners; 0: none is suspected. */
    final long suspectUntil;
    /** The committed cursor. */
    private long position;
    /** The last id read. */
    private long readTo;
    /** Whether the log may hold more than was read. */
    boolean more = true;
    /** Wanted elsewhere: read no more, and give it back when nothing is in hand. */
    boolean leaving;

    /** Rows of the redelivery table that are in hand; forgotten with the lane. */
    final Set<Long> loaded = new HashSet<>();

    /** Events that have been called together with others in vain, until each has been called alone. */
    private final Set<Long> alone = new HashSet<>(0);

    private final ArrayDeque<Slot> slots = new ArrayDeque<>();

    /** An entry, or a run of events that the handler does not take. */
    private static final class Slot {
        final WindowEntry entry;
        long lastId;
        int skipped;

        Slot(WindowEntry entry, long lastId) {
            this.entry = entry;
            this.lastId = lastId;
        }
    }

    /** How far the cursor may move, and what it passes on the way. */
    record Move(OwnedLane lane, long from, long to, int handled, int skipped, List<WindowEntry> redeliveries) {}

    OwnedLane(int lane, long fence, long position, long suspectUntil) {
        this.suspectUntil = suspectUntil;
        this.lane = lane;
        this.fence = fence;
        this.position = position;
        this.readTo = position;
    }

    long position() {
        return position;
    }

    long readTo() {
        return readTo;
    }

    /** Slots not passed yet; a run of skipped events takes one. */
    int size() {
        return slots.size();
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    boolean goesAlone(long event) {
        return !alone.isEmpty() && alone.contains(event);
    }

    void callAlone(long event) {
        alone.add(event);
    }

    void calledAlone(long event) {
        if (!alone.isEmpty()) {
            alone.remove(event);
        }
    }

    /** @param to the id up to which the next {@code count} events are not the handler's */
    void skip(long to, int count) {
        Slot last = slots.peekLast();
        if (last == null || last.entry != null) {
            last = new Slot(null, to);
            slots.addLast(last);
        }
        last.lastId = to;
        last.skipped += count;
        readTo = to;
    }

    /** Of a reader that keeps what it reads itself. */
    void readUpTo(long id) {
        readTo = id;
    }

    void add(WindowEntry entry) {
        slots.addLast(new Slot(entry, entry.event.id()));
        readTo = entry.event.id();
    }

    /** What keeps settled entries from being passed. */
    List<WindowEntry> unsettledBeforeSettled() {
        List<WindowEntry> unsettled = new ArrayList<>();
        int before = 0;
        for (Slot slot : slots) {
            if (slot.entry != null && slot.entry.settlement == null) {
                unsettled.add(slot.entry);
            } else if (slot.entry != null) {
                before = unsettled.size();
            }
        }
        return unsettled.subList(0, before);
    }

    /** Takes what is settled off the front; null when nothing is. The position moves when this is {@link #committed}. */
    Move takeSettled() {
        long to = position;
        int handled = 0;
        int skipped = 0;
        List<WindowEntry> redeliveries = new ArrayList<>(0);
        for (Slot slot = slots.peekFirst();
                slot != null && (slot.entry == null || slot.entry.settlement != null);
                slot = slots.peekFirst()) {
            slots.removeFirst();
            to = slot.lastId;
            skipped += slot.skipped;
            if (slot.entry != null && slot.entry.settlement instanceof Settlement.Handled) {
                handled++;
            } else if (slot.entry != null) {
                redeliveries.add(slot.entry);
            }
        }
        return to == position ? null : new Move(this, position, to, handled, skipped, redeliveries);
    }

    /** Forgets what was read: it is read again from where the cursor is found to be. */
    void resetTo(long committed) {
        slots.clear();
        position = committed;
        readTo = committed;
        more = true;
    }

    void committed(Move move) {
        position = move.to();
    }
}
