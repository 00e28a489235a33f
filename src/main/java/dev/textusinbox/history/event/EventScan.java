package dev.textusinbox.history.event;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.history.event.Spans.IdRange;
import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.log.LogHead;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds events by the order of the log: what is read costs the same at any depth of history, and what is looked for in
 * vain costs a bounded time, after which a position tells where to go on.
 */
@ApplicationScoped
public class EventScan {
    private static final String FOUND = """
            SELECT %1$s FROM unnest(?::bigint[], ?::bigint[]) AS r(low, high)
             CROSS JOIN LATERAL (SELECT e.* FROM event e WHERE e.id > r.low AND e.id <= r.high AND %2$s
                                  ORDER BY e.id %3$s LIMIT ?) AS e
             ORDER BY e.id %3$s LIMIT ?""";

    // Its bounds are values that the planner knows.
    private static final String FOUND_IN_ONE = """
            SELECT %1$s FROM event e WHERE e.id > ? AND e.id <= ? AND %2$s ORDER BY e.id %3$s LIMIT ?""";

    /** For a caller that wants its answer in one piece. */
    static final Duration MAX = Duration.ofSeconds(2);

    /** Spans for one statement: 16,000 events that may all be looked at in vain. */
    private static final int MAX_SPANS = 64;

    /** Of spans whose places are known, that costs a millisecond, and one in a hundred is found at once. */
    private static final int FIRST_PLACES = 32;

    /** What is looked into for one statement. */
    private static final int SEARCH_EVENTS = 250;

    private static final int SEARCH_BYTES = 4 << 20;

    private final TimedQueries queries;
    private final Spans spans;
    private final Payloads payloads;
    private final ReadMemory memory;

    EventScan(TimedQueries queries, Spans spans, Payloads payloads, ReadMemory memory) {
        this.queries = queries;
        this.spans = spans;
        this.payloads = payloads;
        this.memory = memory;
    }

    /**
     * What was found.
     *
     * @param position everything up to there, in the order asked for, is found or not meant
     * @param ended whether nothing more is there; if not, and fewer were found than asked for, the time was up
     */
    public record Result(List<Found> found, long position, boolean ended) {}

    /** The newest event's id; none up to it appears later. 0 where there is none. */
    public long head() {
        return queries.row(LogHead.SQL, List.of(), row -> row.getLong(1)).orElseThrow();
    }

    /** The next events after the position, none of them newer than the head. */
    public Result read(Selection selection, SortOrder order, long position, long head, int limit) {
        return read(selection, order, position, head, limit, MAX);
    }

    /** The same, within a time: no statement is begun after it but the first. */
    public Result read(Selection selection, SortOrder order, long position, long head, int limit, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        List<Found> taken = new ArrayList<>();
        long at = position;
        boolean ended = false;
        int width = Math.max(2, limit / Spans.SIZE);
        while (!ended && taken.size() < limit && (at == position || System.nanoTime() < deadline)) {
            IdRange left = IdRange.of(order, at, head);
            Result next = selection.search() == null
                    ? step(selection, order, left, width, limit - taken.size())
                    : searched(selection, order, left, width, limit - taken.size());
            taken.addAll(next.found());
            at = next.position();
            ended = next.ended();
            width = Math.min(2 * width, MAX_SPANS);
        }
        return new Result(taken, at, ended);
    }

    /** One statement's worth. */
    private Result step(Selection selection, SortOrder order, IdRange left, int width, int limit) {
        IdRanges ranges = ranges(selection.filter(), order, left, width, limit);
        List<Found> found = ranges.lows().isEmpty() ? List.of() : found(selection.filter(), order, ranges, limit);
        return found.size() == limit
                ? new Result(found, found.get(limit - 1).event().id(), false)
                : new Result(found, ranges.end(), ranges.last());
    }

    private Result searched(Selection selection, SortOrder order, IdRange left, int width, int limit) {
        Result candidates = step(selection, order, left, width, SEARCH_EVENTS);
        List<Found> fitting = candidates.found().subList(0, Payloads.fitting(candidates.found(), SEARCH_BYTES));
        return memory.during(
                ReadMemory.COPIES * Payloads.bytes(fitting), () -> matching(selection, candidates, fitting, limit));
    }

    private Result matching(Selection selection, Result candidates, List<Found> fitting, int limit) {
        List<Found> matching = new ArrayList<>();
        for (Found one : payloads.loaded(fitting)) {
            if (selection.search().matches(BodySearch.read(one.event().body()))) {
                matching.add(one.withBody(null));
                if (matching.size() == limit) {
                    return new Result(matching, one.event().id(), false);
                }
            }
        }
        return fitting.size() == candidates.found().size()
                ? new Result(matching, candidates.position(), candidates.ended())
                : new Result(matching, fitting.get(fitting.size() - 1).event().id(), false);
    }

    /** Who asks for a contact, conversation or message has an index for it, but not for what else is asked. */
    private IdRanges ranges(EventFilter filter, SortOrder order, IdRange left, int width, int limit) {
        boolean narrowed = filter.from() != null
                || filter.to() != null
                || filter.source() != null
                || !filter.types().isEmpty();
        if (!narrowed) {
            return left.whole(order);
        }
        if (filter.contact() == null && filter.conversation() == null && filter.message() == null) {
            return filter.source() == null && filter.types().isEmpty()
                    ? spans.next(filter, order, left, width)
                    : spans.places(filter, order, left, Math.max(width, FIRST_PLACES), limit);
        }
        IdRanges few = spans.next(filter, order, left, MAX_SPANS);
        return few.last() ? few : spans.bounds(filter, order, left);
    }

    private List<Found> found(EventFilter filter, SortOrder order, IdRanges ranges, int limit) {
        boolean one = ranges.lows().size() == 1;
        List<Object> parameters = new ArrayList<>();
        parameters.add(one ? ranges.lows().get(0) : ranges.lows().toArray(Long[]::new));
        parameters.add(one ? ranges.highs().get(0) : ranges.highs().toArray(Long[]::new));
        parameters.addAll(filter.parameters());
        parameters.add(limit);
        if (!one) {
            parameters.add(limit);
        }
        String sql = (one ? FOUND_IN_ONE : FOUND)
                .formatted(Found.COLUMNS, filter.whereById(), order == SortOrder.ASC ? "ASC" : "DESC");
        return queries.rows(sql, parameters, Found::of);
    }
}
