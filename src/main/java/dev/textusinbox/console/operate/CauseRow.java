package dev.textusinbox.console.operate;

import dev.textusinbox.operate.failure.FailureEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * One cause in the list of them.
 *
 * @param bars the last 24 hours, for a picture
 */
public record CauseRow(FailureEntry group, List<Bar> bars) {
    private static final int HEIGHT = 20;

    /**
     * An hour that something failed in.
     *
     * @param x from the left, in hours
     * @param y from the top, of {@value #HEIGHT}
     */
    public record Bar(int x, int y, int height) {}

    static CauseRow of(FailureEntry group) {
        long most = group.perHour().stream().mapToLong(Long::longValue).max().orElse(0);
        List<Bar> bars = new ArrayList<>();
        for (int hour = 0; hour < group.perHour().size(); hour++) {
            long failed = group.perHour().get(hour);
            if (failed > 0) {
                int height = (int) Math.max(2, HEIGHT * failed / most);
                bars.add(new Bar(hour, HEIGHT - height, height));
            }
        }
        return new CauseRow(group, bars);
    }

    /** How many of it failed in the last 24 hours. */
    public long today() {
        return group.perHour().stream().mapToLong(Long::longValue).sum();
    }
}
