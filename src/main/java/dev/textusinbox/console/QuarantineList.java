package dev.textusinbox.console;

import dev.textusinbox.operate.QuarantineEntry;
import java.util.List;
import java.util.Map;

/** What is kept aside, with the filter that found it. */
public record QuarantineList(List<QuarantineEntry> items, String next, ListFilter filter) {
    static final Map<String, String> LABELS =
            ListFilter.labels("source", "source", "state", "state", "reason", "reason");

    private static final List<String> STATES = List.of("open", "retried", "discarded");

    public List<String> states() {
        return STATES;
    }

    public List<String> reasons() {
        return QuarantineEntry.REASONS;
    }
}
