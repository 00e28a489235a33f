package dev.textusinbox.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.history.PageCursor.Order;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the log in stretches, each bounded in events and bytes, for those that follow or export it. */
@ApplicationScoped
class Entries {
    /** What a reader that is behind holds at most, unless a single event is larger. */
    static final int STRETCH_BYTES = 256 << 10;

    private final EventScan scan;
    private final Payloads payloads;
    private final ObjectMapper json;

    Entries(EventScan scan, Payloads payloads, ObjectMapper json) {
        this.scan = scan;
        this.payloads = payloads;
        this.json = json;
    }

    /**
     * What comes next.
     *
     * @param position everything up to there, in the order asked for, is in the entries or not meant
     * @param ended whether nothing more is there
     */
    record Stretch(List<Entry> entries, long position, boolean ended) {}

    /** The newest event's id; none up to it appears later. 0 where there is none. */
    long head() {
        return scan.head();
    }

    /**
     * What comes after the position.
     *
     * @param head the newest event that may be in it
     */
    Stretch after(Selection selection, Order order, long position, long head, int limit, int bytes) {
        EventScan.Result result = scan.read(selection, order, position, head, limit);
        List<Found> fitting = result.found().subList(0, Payloads.fitting(result.found(), bytes));
        boolean cut = fitting.size() < result.found().size();
        List<Entry> entries = payloads.loaded(fitting).stream().map(this::entry).toList();
        return cut
                ? new Stretch(entries, entries.get(entries.size() - 1).id(), false)
                : new Stretch(entries, result.position(), result.ended());
    }

    private Entry entry(Found found) {
        try {
            Payload payload = Payload.of(found.event().body()).onOneLine();
            return new Entry(found.event(), json.writeValueAsBytes(found.item(payload)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an item can't be written", e);
        }
    }
}
