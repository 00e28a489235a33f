package dev.textusinbox.console.operate;

import dev.textusinbox.console.page.ListFilter;
import dev.textusinbox.operate.quarantine.QuarantineEntry;
import java.util.List;
import java.util.Map;

/** Quarantined deliveries, with the filter that found them. */
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
