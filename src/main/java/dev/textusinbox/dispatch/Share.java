package dev.textusinbox.dispatch;

import dev.textusinbox.log.Lanes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which lanes are an instance's: a plain deal of the cards, the same wherever it is worked out. */
final class Share {
    private Share() {}

    /** @param live the ids of all live instances, in one order for all; ours may be missing */
    static Set<Integer> of(String self, List<String> live, String handler) {
        Set<Integer> lanes = new TreeSet<>();
        int place = live.indexOf(self);
        // Handlers start at different places, so that one lane more does not fall to the same instance each time.
        int first = Math.floorMod(handler.hashCode(), Lanes.COUNT);
        for (int lane = 0; place >= 0 && lane < Lanes.COUNT; lane++) {
            if ((lane + first) % live.size() == place) {
                lanes.add(lane);
            }
        }
        return lanes;
    }
}
