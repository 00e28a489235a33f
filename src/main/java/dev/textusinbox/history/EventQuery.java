package dev.textusinbox.history;

import dev.textusinbox.history.PageCursor.Order;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads events. Pages go by the event's id, so a page costs the same at any depth of history. */
@ApplicationScoped
class EventQuery {
    private static final String HEAD = "SELECT coalesce(max(id), 0) FROM event";

    private static final String ASCENDING =
            "SELECT " + Found.COLUMNS + " FROM event e WHERE e.id > ? AND e.id <= ? AND %s ORDER BY e.id LIMIT ?";

    private static final String DESCENDING =
            "SELECT " + Found.COLUMNS + " FROM event e WHERE e.id < ? AND %s ORDER BY e.id DESC LIMIT ?";

    private static final String ONE = "SELECT " + Found.COLUMNS + " FROM event e WHERE e.id = ?";

    private static final String RAW = "SELECT content_type, signature, body FROM event WHERE id = ?";

    private final TimedQueries queries;
    private final Payloads payloads;
    private final HandlerStateQuery handlers;

    EventQuery(TimedQueries queries, Payloads payloads, HandlerStateQuery handlers) {
        this.queries = queries;
        this.payloads = payloads;
        this.handlers = handlers;
    }

    /** One page. */
    EventPage page(PageRequest request) {
        return request.order() == Order.ASC ? ascending(request) : descending(request);
    }

    /**
     * The head is read before the page, in a statement of its own: no id up to it appears later, so a page that is not
     * full may point there, and a follower with a selective filter does not scan the same events again.
     */
    private EventPage ascending(PageRequest request) {
        long head = queries.row(HEAD, List.of(), row -> row.getLong(1)).orElseThrow();
        List<Found> found = found(ASCENDING, request, List.of(request.position(), head));
        List<Found> page = firstOf(found, request);
        // Retention may have taken the head away: never point back behind what was given.
        long next = page.size() < found.size() ? lastId(page) : Math.max(head, request.position());
        return new EventPage(items(page, request), new PageCursor(Order.ASC, next).encoded());
    }

    private EventPage descending(PageRequest request) {
        List<Found> found = found(DESCENDING, request, List.of(request.position()));
        List<Found> page = firstOf(found, request);
        String next = page.size() < found.size() ? new PageCursor(Order.DESC, lastId(page)).encoded() : null;
        return new EventPage(items(page, request), next);
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

    /** One more than asked for: whether there is more is then known without asking again. */
    private List<Found> found(String sql, PageRequest request, List<Long> bounds) {
        List<Object> parameters = new ArrayList<>(bounds);
        parameters.addAll(request.filter().parameters());
        parameters.add(request.limit() + 1);
        return queries.rows(sql.formatted(request.filter().where()), parameters, Found::of);
    }

    private static List<Found> firstOf(List<Found> found, PageRequest request) {
        List<Found> asked = found.subList(0, Math.min(found.size(), request.limit()));
        return request.payload() ? asked.subList(0, Payloads.fitting(asked)) : asked;
    }

    private List<EventItem> items(List<Found> page, PageRequest request) {
        return request.payload()
                ? payloads.added(page)
                : page.stream().map(Found::item).toList();
    }

    private static long lastId(List<Found> page) {
        return page.get(page.size() - 1).event().id();
    }
}
