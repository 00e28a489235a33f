package dev.textusinbox.console.operate;

import dev.textusinbox.console.page.Show;
import dev.textusinbox.replay.ReplayEntry;

/** A replay and how far it is. */
public record ReplayView(ReplayEntry item, String filter) {

    /** Whether it has no filter. */
    public boolean isEverything() {
        return item.filter().equals("{}");
    }

    public boolean isRunning() {
        return item.state().equals("running");
    }

    /** Whether it is known how many events match. */
    public boolean isCounted() {
        return item.matched() != null;
    }

    public long done() {
        return item.succeeded() + item.dead();
    }

    public long percent() {
        return isCounted() ? Show.percent(done(), item.matched()) : 0;
    }

    /** Seconds at its rate; a handler that is slower makes it longer. */
    public long secondsLeft() {
        return !isCounted() ? 0 : (item.pending() + item.ratePerSecond() - 1) / item.ratePerSecond();
    }
}
