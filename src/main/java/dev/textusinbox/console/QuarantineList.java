package dev.textusinbox.console;

import dev.textusinbox.operate.QuarantineEntry;
import java.util.List;

/** What is kept aside, with the filter that found it. Empty text: any. */
public record QuarantineList(
        List<QuarantineEntry.Item> items, String next, String source, String state, String reason) {
    private static final List<String> STATES = List.of("open", "retried", "discarded");

    public boolean isFiltered() {
        return !(source + state + reason).isEmpty();
    }

    public List<String> states() {
        return STATES;
    }

    public List<String> reasons() {
        return QuarantineEntry.REASONS;
    }
}
