package dev.textusinbox.console;

import dev.textusinbox.operate.HandlerStatus;
import dev.textusinbox.operate.RedeliveryEntry;
import java.util.List;

/** What is in trouble, with the filter that found it. Empty text: any. */
public record TroubleList(
        List<RedeliveryEntry.Item> items,
        String next,
        List<HandlerStatus> handlers,
        String handler,
        String state,
        String contact) {
    private static final List<String> STATES = List.of("retrying", "blocked", "dead", "replayed", "discarded");

    public List<String> states() {
        return STATES;
    }

    public boolean isFiltered() {
        return !(handler + state + contact).isEmpty();
    }
}
