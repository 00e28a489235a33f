package dev.textusinbox.dispatch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How many calls of one handler may be under way, and which are. Calls that had their time leave their places to others; once
 * there are as many of them as places they cost one each, so that a hung handler is bounded. Guarded by its window.
 */
final class Places {
    /** Bodies that were loaded for their calls, at once: a 32nd of the heap where each is a MB. */
    private static final long MAX_LARGE = Math.max(1, (Runtime.getRuntime().maxMemory() / 32) >> 20);

    private final int concurrency;
    /** Those that are awaited, also after their interrupt; and their keys. */
    private final Set<Call> awaited = new HashSet<>();

    private final Set<String> keys = new HashSet<>();
    private int taken;
    /** Calls that gave their place away, and are still out. */
    private int hung;

    private int large;

    Places(int concurrency) {
        this.concurrency = concurrency;
    }

    /** How many calls may begin. */
    int free() {
        return capacity() - taken;
    }

    private int capacity() {
        return concurrency - Math.max(0, hung - concurrency);
    }

    /** Why no call will begin before one returns; null while one can. */
    String stuck() {
        return capacity() > 0
                ? null
                : hung + " calls never returned, though they were interrupted, and hold all places";
    }

    /** A key's call may outlive the loss of its lane: what comes after it waits, here, for that one too. */
    boolean allows(WindowEntry entry, boolean isLarge) {
        return !keys.contains(entry.key) && (large < MAX_LARGE || !isLarge);
    }

    void take(Call call) {
        awaited.add(call);
        call.entries.forEach(entry -> keys.add(entry.key));
        taken++;
        large += call.isLarge ? 1 : 0;
    }

    /** It had its time: another one may begin in its place. */
    void giveAway(Call call) {
        if (call.hasPlace) {
            call.hasPlace = false;
            taken--;
            hung++;
        }
    }

    /** It is not awaited any more. */
    void letGo(Call call) {
        awaited.remove(call);
        call.entries.forEach(entry -> keys.remove(entry.key));
        large -= call.isLarge ? 1 : 0;
    }

    /** Its thread has come back. */
    void returned(Call call) {
        if (call.hasPlace) {
            taken--;
        } else {
            hung--;
        }
    }

    int awaited() {
        return awaited.size();
    }

    /** All that are awaited; the action may let go of them. */
    void forEach(Consumer<Call> action) {
        List.copyOf(awaited).forEach(action);
    }
}
