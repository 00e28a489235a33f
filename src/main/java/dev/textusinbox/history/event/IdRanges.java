package dev.textusinbox.history.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of ids, each without its low end and with its high one, in the order in which they are to be read.
 *
 * @param end where a reader is when it has been through all of them, in its order
 * @param last whether nothing comes after them
 */
record IdRanges(List<Long> lows, List<Long> highs, long end, boolean last) {
    static IdRanges none(long end) {
        return new IdRanges(List.of(), List.of(), end, true);
    }

    static IdRanges one(long low, long high, long end) {
        return low < high ? new IdRanges(List.of(low), List.of(high), end, true) : none(end);
    }

    /** The same, with neighbours made one; in either order. */
    IdRanges joined() {
        List<Long> low = new ArrayList<>();
        List<Long> high = new ArrayList<>();
        for (int i = 0; i < lows.size(); i++) {
            int before = low.size() - 1;
            if (before >= 0 && high.get(before).equals(lows.get(i))) {
                high.set(before, highs.get(i));
            } else if (before >= 0 && low.get(before).equals(highs.get(i))) {
                low.set(before, lows.get(i));
            } else {
                low.add(lows.get(i));
                high.add(highs.get(i));
            }
        }
        return new IdRanges(low, high, end, last);
    }
}
