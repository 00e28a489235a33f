package dev.textusinbox.console.history;

import dev.textusinbox.console.page.Show;
import dev.textusinbox.history.contact.ContactQuery;
import dev.textusinbox.history.contact.ContactSummary;
import dev.textusinbox.log.EventTypes;
import java.time.Instant;
import java.util.List;

/**
 * A contact and a page of what happened.
 *
 * @param evidence the opt-in or opt-out that the consent rests on, as JSON; null: none
 * @param older where what came before is; null: nowhere
 */
public record ContactView(ContactSummary summary, String evidence, List<TimelineEntry> entries, String older) {
    /** How many events there are, as text: very many are not counted. */
    public String events() {
        return summary.events() > ContactQuery.RECENT
                ? "more than " + Show.grouped(ContactQuery.RECENT)
                : Show.grouped(summary.events());
    }

    /**
     * Something that happened.
     *
     * @param side {@code in}, {@code out} or {@code note}
     * @param text what was said, or null
     */
    public record TimelineEntry(String eventId, String type, Instant at, String side, String title, String text) {
        /** What somebody who looks for a reason looks for. */
        public boolean isWrong() {
            return type.equals(EventTypes.MESSAGE_FAILED) || type.equals(EventTypes.CONTACT_OPTED_OUT);
        }
    }
}
