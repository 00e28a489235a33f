package dev.textusinbox.history.event;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.platform.request.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads events. Pages go by the event's id, so a page costs the same at any depth of history. */
@ApplicationScoped
class EventQuery {
    private static final String ONE = "SELECT " + Found.COLUMNS + " FROM event e WHERE e.id = ?";

    private static final String RECEIVED_FROM = "SELECT received_at FROM event WHERE id >= ? ORDER BY id LIMIT 1";
    private static final String RECEIVED_TO = "SELECT received_at FROM event WHERE id <= ? ORDER BY id DESC LIMIT 1";

    private final TimedQueries queries;
    private final EventScan scan;
    private final Payloads payloads;
    private final HandlerStateQuery handlers;

    EventQuery(TimedQueries queries, EventScan scan, Payloads payloads, HandlerStateQuery handlers) {
        this.queries = queries;
        this.scan = scan;
        this.payloads = payloads;
        this.handlers = handlers;
    }

    /**
     * One page. The head is read before it, in a statement of its own: no id up to it appears later, so a page that is not
     * full may point there, and a follower with a selective filter does not scan the same events again. One event more than
     * asked for is read: whether there is more is then known without asking again.
     */
    EventPage page(PageRequest request) {
        return search(request, EventScan.MAX).page();
    }

    /** The same, as far as it is found within a time. */
    History.Search search(PageRequest request, Duration longest) {
        long head = scan.head();
        EventScan.Result result =
                scan.read(request.selection(), request.order(), request.position(), head, request.limit() + 1, longest);
        List<Found> page = firstOf(result.found(), request);
        boolean cut = page.size() < result.found().size();
        long position = cut ? page.get(page.size() - 1).event().id() : result.position();
        boolean last = request.order() == SortOrder.DESC && result.ended() && !cut;
        return new History.Search(
                new EventPage(items(page, request), last ? null : new PageCursor(request.order(), position).encoded()),
                result.ended() || cut ? null : reached(request.order(), position, head));
    }

    private History.Reached reached(SortOrder order, long position, long head) {
        Instant at = queries.row(
                        order == SortOrder.DESC ? RECEIVED_FROM : RECEIVED_TO,
                        List.of(position),
                        row -> Instants.of(row, "received_at"))
                .orElse(null);
        return new History.Reached(at, order == SortOrder.DESC ? head - position + 1 : position, head);
    }

    /** One event with its payload and its handlers' states. */
    Optional<EventDetail> detail(long id) {
        return queries.row(ONE, List.of(id), Found::of)
                .map(found -> new EventDetail(payloads.added(List.of(found)).get(0), handlers.of(id)));
    }

    /** One delivery as it came in. */
    Optional<RawBody> raw(long id) {
        return queries.row(ONE, List.of(id), Found::of).flatMap(payloads::raw);
    }

    private static List<Found> firstOf(List<Found> found, PageRequest request) {
        List<Found> asked = found.subList(0, Math.min(found.size(), request.limit()));
        return asked.subList(0, Payloads.fitting(asked, Payloads.largestPageBytes(), request.payload()));
    }

    private List<EventItem> items(List<Found> page, PageRequest request) {
        if (request.payload()) {
            return payloads.added(page);
        }
        Map<Long, EventItem> whole = new HashMap<>();
        payloads.loaded(page.stream().filter(Found::hasLongDeliveryId).toList())
                .forEach(one -> whole.put(one.event().id(), one.item()));
        return page.stream()
                .map(one -> whole.getOrDefault(one.event().id(), one.item()))
                .toList();
    }
}
