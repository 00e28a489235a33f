package dev.textusinbox.console.operate;

import dev.textusinbox.console.page.ListFilter;
import dev.textusinbox.console.page.Show;
import dev.textusinbox.operate.handler.HandlerStatus;
import dev.textusinbox.operate.redelivery.RedeliveryEntry;
import dev.textusinbox.operate.redelivery.WaitingBehind;
import java.util.List;
import java.util.Map;

/**
 * Events that failed at a handler, or wait behind one that did, with the filter that found them.
 *
 * @param waiting how many wait behind one, by its id
 * @param causes those of most failures; none behind the first page
 */
public record FailedList(
        List<RedeliveryEntry> items,
        Map<String, Long> waiting,
        String next,
        List<HandlerStatus> handlers,
        List<CauseRow> causes,
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
        return behind == 0 ? "–" : Show.grouped(behind) + (behind >= WaitingBehind.MAX ? " or more" : "");
    }
}
