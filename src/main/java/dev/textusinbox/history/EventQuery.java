package dev.textusinbox.history;

import dev.textusinbox.history.PageCursor.Order;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads events. Pages go by the event's id, so a page costs the same at any depth of history. */
@ApplicationScoped
class EventQuery {
    private static final String ONE = "SELECT " + Found.COLUMNS + " FROM event e WHERE e.id = ?";

    private static final String RAW = "SELECT content_type, signature, body FROM event WHERE id = ?";

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
        long head = scan.head();
        EventScan.Result result =
                scan.read(request.selection(), request.order(), request.position(), head, request.limit() + 1);
        List<Found> page = firstOf(result.found(), request);
        boolean cut = page.size() < result.found().size();
        long position = cut ? page.get(page.size() - 1).event().id() : result.position();
        boolean last = request.order() == Order.DESC && result.ended() && !cut;
        return new EventPage(items(page, request), last ? null : new PageCursor(request.order(), position).encoded());
    }

    /** One event with its payload and its handlers' states. */
    Optional<EventDetail> detail(long id) {
        return queries.row(ONE, List.of(id), Found::of)
                .map(found -> new EventDetail(payloads.added(List.of(found)).get(0), handlers.of(id)));
    }

    /** One delivery as it came in. */
    Optional<RawBody> raw(long id) {
        return queries.row(
                RAW,
                List.of(id),
                row -> new RawBody(row.getString("content_type"), row.getBytes("signature"), row.getBytes("body")));
    }

    private static List<Found> firstOf(List<Found> found, PageRequest request) {
        List<Found> asked = found.subList(0, Math.min(found.size(), request.limit()));
        return request.payload() ? asked.subList(0, Payloads.fitting(asked, Payloads.LARGEST_PAGE_BYTES)) : asked;
    }

    private List<EventItem> items(List<Found> page, PageRequest request) {
        return request.payload()
                ? payloads.added(page)
                : page.stream().map(Found::item).toList();
    }
}
