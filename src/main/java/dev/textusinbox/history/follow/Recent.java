package dev.textusinbox.history.follow;

import dev.textusinbox.history.event.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest part of the log, held in memory for all who follow it: every event after {@code from}, up to and with
 * {@code to}. It never changes; a newer one takes its place.
 */
final class Recent {
    /** A reader that has more than this before it reads from the database instead, at its own pace. */
    private static final int MAX_EVENTS = 2_000;

    private static final int HEAP_SHARE = 32;

    private final long from;
    private final long to;
    private final List<Entry> entries;

    private Recent(long from, long to, List<Entry> entries) {
        this.from = from;
        this.to = to;
        this.entries = entries;
    }

    /** Asked while it runs: a constant would be the machine's that built the binary. */
    private static long mostBytes() {
        return Math.min(8 << 20, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** Nothing yet, from here on. */
    static Recent at(long head) {
        return new Recent(head, head, List.of());
    }

    /** This and what came next; the oldest goes where it would be too much. */
    Recent with(List<Entry> next) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(next);
        int first = Math.max(0, all.size() - MAX_EVENTS);
        long most = mostBytes();
        long bytes = 0;
        for (int i = all.size() - 1; i >= first; i--) {
            bytes += all.get(i).json().length;
            if (bytes > most) {
                first = i + 1;
            }
        }
        long left = first == 0 ? from : all.get(first - 1).id();
        return new Recent(left, all.get(all.size() - 1).id(), List.copyOf(all.subList(first, all.size())));
    }

    /** Only what comes after the position, which it reaches. */
    Recent since(long position) {
        return new Recent(position, to, List.copyOf(after(position)));
    }

    long to() {
        return to;
    }

    /** Whether all that comes after the position, as far as it was read, is here. */
    boolean reaches(long position) {
        return position >= from;
    }

    /** The events after the position. */
    List<Entry> after(long position) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).id() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return entries.subList(low, entries.size());
    }
}
