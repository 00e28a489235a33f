package dev.textusinbox.history.event;

import dev.textusinbox.history.query.TimedQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds the bodies to events found, within limits. */
@ApplicationScoped
public class Payloads {
    /**
     * The bodies of one page. A thousand of the largest would be a gigabyte here, in the process that receives; such a
     * page ends early, and its cursor goes on from there. Pages are asked for side by side: so less of a small heap.
     */
    public static int largestPageBytes() {
        // Asked while it runs: a constant would be the machine's that built the binary.
        return (int) Math.max(1 << 20, Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 128));
    }

    private static final String BODIES = "SELECT id, body FROM event WHERE id = ANY (?)";

    private static final String RAW = "SELECT content_type, signature, body FROM event WHERE id = ?";

    private final TimedQueries queries;
    private final ReadMemory memory;

    Payloads(TimedQueries queries, ReadMemory memory) {
        this.queries = queries;
        this.memory = memory;
    }

    /** How many of the first events have bodies that fit; at least one, so that a reader gets on. */
    public static int fitting(List<Found> found, int limit) {
        return fitting(found, limit, true);
    }

    /** The same for a page of items, with or without their payloads. */
    public static int fitting(List<Found> found, int limit, boolean payload) {
        int count = 0;
        long bytes = 0;
        for (Found one : found) {
            bytes += one.itemSize(payload);
            if (bytes > limit && count > 0) {
                break;
            }
            count++;
        }
        return count;
    }

    /** One delivery as it came in, for the answer to the current request. */
    Optional<RawBody> raw(Found found) {
        memory.takeForAnswer(ReadMemory.COPIES * bytes(List.of(found)));
        return queries.row(
                RAW,
                List.of(found.event().id()),
                row -> new RawBody(row.getString("content_type"), row.getBytes("signature"), row.getBytes("body")));
    }

    /** What the bodies of these events take. */
    public static long bytes(List<Found> found) {
        return found.stream().mapToLong(Found::size).sum();
    }

    /** The events with their bodies. */
    public List<Found> loaded(List<Found> found) {
        if (found.isEmpty()) {
            return found;
        }
        Long[] ids = found.stream().map(one -> one.event().id()).toArray(Long[]::new);
        Map<Long, byte[]> bodies = new HashMap<>();
        queries.rows(BODIES, List.of((Object) ids), row -> bodies.put(row.getLong("id"), row.getBytes("body")));
        return found.stream()
                .map(one -> one.withBody(bodies.get(one.event().id())))
                .toList();
    }

    /** The items of events, with their payloads, for the answer to the current request. */
    List<EventItem> added(List<Found> found) {
        memory.takeForAnswer(ReadMemory.COPIES * bytes(found));
        return loaded(found).stream()
                .map(one -> one.item(Payload.of(one.event().body())))
                .toList();
    }
}
