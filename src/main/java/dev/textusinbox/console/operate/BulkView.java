package dev.textusinbox.console.operate;

import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.console.page.Show;

/** A bulk order and how far it is. */
public record BulkView(BulkEntry item, String wanted) {

    public boolean isRunning() {
        return item.state().equals("running");
    }

    /** Whether it is known how many there are. */
    public boolean isCounted() {
        return item.matched() != null;
    }

    /** What is done to which. */
    public String what() {
        return switch (item.action()) {
            case "retry" -> "Events tried again";
            case "discard" -> "Events discarded";
            case "erase" -> "Contacts erased";
            default -> "Redeliveries of the handler removed";
        };
    }

    public String progress() {
        return isCounted()
                ? Show.grouped(item.done()) + " of " + Show.grouped(item.matched()) + " (" + percent() + " %)"
                : Show.grouped(item.done()) + " so far";
    }

    public long percent() {
        if (item.state().equals("completed")) {
            return 100;
        }
        return isCounted() ? Show.percent(item.done(), item.matched()) : 0;
    }
}
