package dev.textusinbox.console;

import dev.textusinbox.replay.ReplayEntry;

/** A replay and how far it is. */
public record ReplayView(ReplayEntry item, String filter) {
    private static final long WHOLE = 100;

    /** Whether it has no filter. */
    public boolean isEverything() {
        return item.filter().equals("{}");
    }

    public boolean isRunning() {
        return item.state().equals("running");
    }

    public long done() {
        return item.succeeded() + item.dead();
    }

    public long percent() {
        return item.matched() == 0 ? WHOLE : Math.min(WHOLE, WHOLE * done() / item.matched());
    }

    /** Seconds at its rate; a handler that is slower makes it longer. */
    public long secondsLeft() {
        return (item.pending() + item.ratePerSecond() - 1) / item.ratePerSecond();
    }
}
