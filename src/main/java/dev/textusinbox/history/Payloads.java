package dev.textusinbox.history;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds the bodies to events found, within limits. */
@ApplicationScoped
class Payloads {
    /**
     * The bodies of one page. A thousand of the largest would be a gigabyte here, in the process that receives; such a
     * page ends early, and its cursor goes on from there.
     */
    static final int LARGEST_PAGE_BYTES = 16 << 20;

    private static final String BODIES = "SELECT id, body FROM event WHERE id = ANY (?)";

    private final TimedQueries queries;

    Payloads(TimedQueries queries) {
        this.queries = queries;
    }

    /** How many of the first events have bodies that fit; at least one, so that a reader gets on. */
    static int fitting(List<Found> found, int limit) {
        int count = 0;
        long bytes = 0;
        for (Found one : found) {
            bytes += one.size();
            if (bytes > limit && count > 0) {
                break;
            }
            count++;
        }
        return count;
    }

    /** The events with their bodies. */
    List<Found> loaded(List<Found> found) {
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

    /** The items of events, with their payloads. */
    List<EventItem> added(List<Found> found) {
        return loaded(found).stream()
                .map(one -> one.item(Payload.of(one.event().body())))
                .toList();
    }
}
