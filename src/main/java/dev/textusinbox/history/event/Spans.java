package dev.textusinbox.history.event;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.history.query.TimedQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says which ranges of the log may hold what a filter picks, from what {@code event_span} knows of each 256 ids. What
 * came after the last that is known may hold anything.
 */
@ApplicationScoped
public class Spans {
    /** Ids in a span. Also in the schema's comment, and in what is stored: it never changes. */
    public static final int SIZE = 256;

    /** Of a span's 256 events, so many are read one by one; were there more, the range is read as a whole. */
    private static final int FEW = 32;

    private static final String KNOWN = "SELECT coalesce(max(span), -1) FROM event_span";

    private static final String NEXT = """
            SELECT s.span, %3$s AS places FROM event_block b
             CROSS JOIN LATERAL (SELECT span, types, sources, places FROM event_span
                                  WHERE span >= b.block * 64 AND span < b.block * 64 + 64 AND span >= ? AND span <= ? AND %1$s
                                  ORDER BY span %2$s LIMIT ?) s
             WHERE b.block >= ? / 64 AND b.block <= ? / 64 AND %1$s
             ORDER BY b.block %2$s, s.span %2$s LIMIT ?""";

    /** Those of the pairs that are meant; null for a span that has none written down. */
    private static final String PLACES = """
            CASE WHEN s.types IS NOT NULL THEN coalesce((
              SELECT string_agg(p.places, '') FROM unnest(s.types, s.sources, s.places) AS p(type, source, places)
               WHERE (?::text IS NULL OR p.source = ?) AND (cardinality(?::text[]) = 0 OR p.type = ANY (?::text[]))), '') END""";

    private static final String BOUNDS = """
            SELECT min(block) * 64 AS low, max(block) * 64 + 63 AS high FROM event_block
             WHERE block >= ? / 64 AND block <= ? / 64 AND %s""";

    private final TimedQueries queries;

    Spans(TimedQueries queries) {
        this.queries = queries;
    }

    /** The next spans that may hold something, at most {@code count} of them. */
    IdRanges next(EventFilter filter, SortOrder order, IdRange range, int count) {
        return next(filter, order, range, count, Integer.MAX_VALUE, false);
    }

    /**
     * The same for a filter of types or a source, and without what is known to be of others: where few are meant, each is a
     * range of its own. Ends early where {@code wanted} are known to be.
     */
    IdRanges places(EventFilter filter, SortOrder order, IdRange range, int count, int wanted) {
        return next(filter, order, range, count, wanted, true);
    }

    private IdRanges next(EventFilter filter, SortOrder order, IdRange range, int count, int wanted, boolean places) {
        if (range.isEmpty()) {
            return IdRanges.none(range.end(order));
        }
        long known = known();
        List<Span> spans = new ArrayList<>();
        if (order == SortOrder.ASC) {
            spans.addAll(stored(order, filter, range, known, count, places));
            for (long s = Math.max(known + 1, range.first()); s <= range.last() && spans.size() < count; s++) {
                spans.add(new Span(s, null));
            }
        } else {
            for (long s = range.last(); s > known && s >= range.first() && spans.size() < count; s--) {
                spans.add(new Span(s, null));
            }
            spans.addAll(stored(order, filter, range, known, count - spans.size(), places));
        }
        return ranges(spans, order, range, count, wanted);
    }

    /**
     * Where what the filter picks may be at all, without looking at each span: for filters that have an index of their own.
     * One range at a time; what is not known yet is one by itself.
     */
    IdRanges bounds(EventFilter filter, SortOrder order, IdRange range) {
        if (range.isEmpty()) {
            return IdRanges.none(range.end(order));
        }
        long border = (known() + 1) * SIZE;
        if (order == SortOrder.ASC ? range.low() >= border : range.high() > border) {
            long low = Math.max(range.low(), border);
            boolean last = order == SortOrder.ASC || low == range.low();
            return new IdRanges(List.of(low), List.of(range.high()), last ? range.end(order) : low + 1, last);
        }
        IdRange known = new IdRange(range.low(), Math.min(range.high(), border));
        boolean last = order == SortOrder.DESC || range.high() <= border;
        long end = last ? range.end(order) : border;
        SpanTerm condition = SpanTerm.of(filter);
        List<Object> parameters = new ArrayList<>(List.of(known.first(), known.last()));
        parameters.addAll(condition.values());
        return queries.row(BOUNDS.formatted(condition.sql()), parameters, row -> {
                    long low = Math.max(known.low(), row.getLong("low") * SIZE);
                    boolean none = row.wasNull();
                    long high = Math.min(known.high(), (row.getLong("high") + 1) * SIZE);
                    none |= low >= high;
                    return new IdRanges(none ? List.of() : List.of(low), none ? List.of() : List.of(high), end, last);
                })
                .orElseThrow();
    }

    private long known() {
        return queries.row(KNOWN, List.of(), row -> row.getLong(1)).orElseThrow();
    }

    private List<Span> stored(
            SortOrder order, EventFilter filter, IdRange range, long known, int count, boolean places) {
        if (count <= 0 || range.first() > known) {
            return List.of();
        }
        long last = Math.min(range.last(), known);
        SpanTerm condition = SpanTerm.of(filter);
        List<Object> parameters = new ArrayList<>();
        if (places) {
            String[] types = filter.types().toArray(String[]::new);
            parameters.addAll(Arrays.asList(filter.source(), filter.source(), types, types));
        }
        parameters.addAll(List.of(range.first(), last));
        parameters.addAll(condition.values());
        parameters.addAll(List.of(count, range.first(), last));
        parameters.addAll(condition.values());
        parameters.add(count);
        String sql = NEXT.formatted(
                condition.sql(), order == SortOrder.ASC ? "ASC" : "DESC", places ? PLACES : "NULL::bytea");
        return queries.rows(sql, parameters, row -> new Span(row.getLong("span"), row.getBytes("places")));
    }

    private static IdRanges ranges(List<Span> spans, SortOrder order, IdRange range, int count, int wanted) {
        List<Long> lows = new ArrayList<>();
        List<Long> highs = new ArrayList<>();
        boolean last = spans.size() < count;
        long end = range.end(order);
        int hits = 0;
        for (int i = 0; i < spans.size() && hits < wanted; i++) {
            Span span = spans.get(i);
            long low = Math.max(range.low(), span.low());
            long high = Math.min(range.high(), span.low() + SIZE);
            for (long[] part : span.ranges(order)) {
                if (part[0] < high && part[1] > low) {
                    lows.add(Math.max(low, part[0]));
                    highs.add(Math.min(high, part[1]));
                }
            }
            hits += span.hits();
            if (i + 1 == spans.size() ? !last : hits >= wanted) {
                last = false;
                end = order == SortOrder.ASC ? high : low + 1;
            }
        }
        return new IdRanges(lows, highs, end, last).joined();
    }

    /**
     * One span as it is looked at.
     *
     * @param places of what is meant, in no order; null: not known
     */
    private record Span(long span, byte[] places) {
        long low() {
            return span * SIZE;
        }

        /** How many are known to be meant. */
        int hits() {
            return places == null ? 0 : places.length;
        }

        /** What is to be read of it: one by one, or all. */
        List<long[]> ranges(SortOrder order) {
            if (places == null || places.length > FEW) {
                return List.of(new long[] {low(), low() + SIZE});
            }
            int direction = order == SortOrder.ASC ? 1 : -1;
            return IntStream.range(0, places.length)
                    .map(i -> direction * Byte.toUnsignedInt(places[i]))
                    .sorted()
                    .mapToLong(place -> low() + Math.abs(place))
                    .mapToObj(low -> new long[] {low, low + 1})
                    .toList();
        }
    }

    /** The ids that are still to be read: after {@code low}, up to and with {@code high}. */
    record IdRange(long low, long high) {
        static IdRange of(SortOrder order, long position, long head) {
            return order == SortOrder.ASC
                    ? new IdRange(position, Math.max(position, head))
                    : new IdRange(0, Math.max(0, Math.min(position - 1, head)));
        }

        boolean isEmpty() {
            return low >= high;
        }

        long first() {
            return low / SIZE;
        }

        long last() {
            return (high - 1) / SIZE;
        }

        /** Where a reader is that has read all of it. */
        long end(SortOrder order) {
            return order == SortOrder.ASC ? high : 0;
        }

        IdRanges whole(SortOrder order) {
            return IdRanges.one(low, high, end(order));
        }
    }

    /** What of a filter can be asked of a span, or of a block. */
    private record SpanTerm(String sql, List<Object> values) {
        // Never null: the planner takes half of the rows for a coalesce, but one in 200 for an equality, and sorts them
        // all.
        private static final String MARKED = "coalesce(marks & span_mark(?) = span_mark(?), FALSE)";

        static SpanTerm of(EventFilter filter) {
            List<String> all = new ArrayList<>(List.of("TRUE"));
            List<Object> values = new ArrayList<>();
            if (filter.source() != null) {
                all.add(MARKED);
                values.addAll(Collections.nCopies(2, "source " + filter.source()));
            }
            if (!filter.types().isEmpty()) {
                all.add("("
                        + String.join(" OR ", Collections.nCopies(filter.types().size(), MARKED)) + ")");
                filter.types().forEach(type -> values.addAll(Collections.nCopies(2, "type " + type)));
            }
            if (filter.from() != null) {
                all.add("latest >= ?");
                values.add(filter.from().atOffset(ZoneOffset.UTC));
            }
            if (filter.to() != null) {
                all.add("earliest < ?");
                values.add(filter.to().atOffset(ZoneOffset.UTC));
            }
            return new SpanTerm(String.join(" AND ", all), values);
        }
    }
}
