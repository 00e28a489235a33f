package dev.textusinbox.history.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.history.event.Entry;
import dev.textusinbox.history.event.EventScan;
import dev.textusinbox.history.event.Found;
import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.history.event.Payload;
import dev.textusinbox.history.event.Payloads;
import dev.textusinbox.history.event.ReadMemory;
import dev.textusinbox.history.event.Selection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Reads the log in chunks, each bounded in events and bytes, for those that follow or export it. */
@ApplicationScoped
class Entries {
    /** What a reader that is behind holds at most, unless a single event is larger. */
    static final int STRETCH_BYTES = 256 << 10;

    private final EventScan scan;
    /** Longer than a reader may take nothing before it is sent away: then there is room. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Payloads payloads;
    private final ReadMemory memory;
    private final ObjectMapper json;

    Entries(EventScan scan, Payloads payloads, ReadMemory memory, ObjectMapper json) {
        this.scan = scan;
        this.payloads = payloads;
        this.memory = memory;
        this.json = json;
    }

    /**
     * What comes next.
     *
     * @param position everything up to there, in the order asked for, is in the entries or not meant
     * @param ended whether nothing more is there
     * @param memory what the entries take, until they have been given or thrown away
     */
    record EntryChunk(List<Entry> entries, long position, boolean ended, ReadMemory.Held memory) {}

    /** The newest event's id; none up to it appears later. 0 where there is none. */
    long head() {
        return scan.head();
    }

    /**
     * What comes after the position.
     *
     * @param head the newest event that may be in it
     */
    EntryChunk after(Selection selection, SortOrder order, long position, long head, int limit, int bytes) {
        EventScan.Result result = scan.read(selection, order, position, head, limit);
        List<Found> fitting = result.found().subList(0, Payloads.fitting(result.found(), bytes));
        boolean cut = fitting.size() < result.found().size();
        ReadMemory.Held held = memory.take(ReadMemory.COPIES * Payloads.bytes(fitting), PATIENCE);
        try {
            List<Entry> entries =
                    payloads.loaded(fitting).stream().map(this::entry).toList();
            held.shrinkTo(
                    entries.stream().mapToLong(entry -> entry.json().length).sum());
            return cut
                    ? new EntryChunk(entries, entries.get(entries.size() - 1).id(), false, held)
                    : new EntryChunk(entries, result.position(), result.ended(), held);
        } catch (RuntimeException | Error e) {
            held.close();
            throw e;
        }
    }

    private Entry entry(Found found) {
        try {
            Payload payload = Payload.of(found.event().body()).onOneLine();
            return new Entry(found.event(), found.duplicates(), json.writeValueAsBytes(found.item(payload)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an item can't be written", e);
        }
    }
}
