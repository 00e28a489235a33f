package dev.textusinbox.console;

import dev.textusinbox.operate.HandlerStatus;
import dev.textusinbox.operate.RedeliveryEntry;
import dev.textusinbox.operate.WaitingBehind;
import java.util.List;
import java.util.Map;

/**
 * What is in trouble, with the filter that found it.
 *
 * @param waiting how many wait behind one, by its id
 */
public record TroubleList(
        List<RedeliveryEntry> items,
        Map<String, Long> waiting,
        String next,
        List<HandlerStatus> handlers,
        ListFilter filter) {
    static final Map<String, String> LABELS =
            ListFilter.labels("handler", "handler", "state", "state", "contact", "contact");

    private static final List<String> STATES = List.of("retrying", "blocked", "dead", "replayed", "discarded");

    public List<String> states() {
        return STATES;
    }

    /** How many go on when a retry of it goes well; as text, since very many are not counted. */
    public String behind(RedeliveryEntry item) {
        long behind = waiting.getOrDefault(item.id(), 0L);
        return behind == 0 ? "–" : Show.grouped(behind) + (behind >= WaitingBehind.MOST ? " or more" : "");
    }
}
