package dev.textusinbox.history.count;

import dev.textusinbox.history.event.Spans;
import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.log.LogHead;
import dev.textusinbox.platform.request.Instants;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a source has of a time, by the provider's clock, and what of it came late. Reads no more than a set number of events,
 * whatever the size of the log.
 */
@Singleton
public class Period {
    /** Events that are read for one answer at most: a second or two. */
    public static final long MAX = 250_000;

    /** Spans that may hold events made in a time; those of the blocks that may. */
    private static final String SPANS = """
            SELECT s.span FROM event_block b
             CROSS JOIN LATERAL (SELECT span FROM event_span
                                  WHERE span >= b.block * 64 AND span < b.block * 64 + 64
                                    AND latest >= ? AND earliest < ? AND span >= ? OFFSET 0) s
             WHERE b.latest >= ? AND b.earliest < ? AND b.block >= ? / 64""";

    private static final String SIZE = """
            SELECT (SELECT count(*) FROM (%s) s) AS spans,
                   (SELECT coalesce(max(span) + 1, 0) * %d FROM event_span) AS border""".formatted(SPANS, Spans.SIZE);

    /** Each span by the primary key; what lies behind the last that is known is one by itself. */
    private static final String EVENTS = """
            FROM (SELECT span * %1$d AS low, (span + 1) * %1$d AS high FROM (%2$s ORDER BY s.span LIMIT ?) s
                  UNION ALL SELECT ?, ?) s
            CROSS JOIN LATERAL (SELECT v.id, v.occurred_at, v.received_at, v.source FROM event v
                                 WHERE v.id > s.low AND v.id <= s.high OFFSET 0) e
            WHERE e.source = ? AND e.occurred_at >= ? AND e.occurred_at < ?""".formatted(Spans.SIZE, SPANS);

    private static final String MADE =
            "SELECT date_trunc('hour', e.occurred_at, 'UTC') AS hour, count(*) AS n\n" + EVENTS + " GROUP BY 1";

    private static final String LATE = """
            SELECT count(*) AS n, min(e.occurred_at) AS oldest, min(e.received_at) AS first, max(e.received_at) AS last
            %s AND e.id > ? AND e.received_at - e.occurred_at >= %d * interval '1 second'""".formatted(EVENTS, Late.SECONDS);

    private static final OffsetDateTime EVER = OffsetDateTime.MIN;

    private static final String REPEAT_HEAD = "SELECT coalesce(max(id), 0) FROM duplicate";

    private static final String REPEATS = """
            SELECT count(*) FROM (SELECT event_id FROM duplicate WHERE id > ? AND id <= ?) d
              JOIN event e ON e.id = d.event_id WHERE e.source = ?""";

    /** The last id that came before a time: ids are in the order of coming, so halving finds it in some twenty looks. */
    private static final String BEFORE = """
            WITH RECURSIVE search (low, high) AS (
              SELECT 0::bigint, ?::bigint
               UNION ALL
              SELECT CASE WHEN e.received_at < ? THEN e.id ELSE s.low END,
                     CASE WHEN e.received_at < ? THEN s.high ELSE s.low + (s.high - s.low) / 2 END
                FROM search s
                LEFT JOIN LATERAL (SELECT id, received_at FROM %s WHERE id > s.low + (s.high - s.low) / 2
                                    ORDER BY id LIMIT 1) e ON true
               WHERE s.low < s.high)
            SELECT max(low) FROM search""";

    private static final String EVENT_BEFORE = BEFORE.formatted("event");
    private static final String REPEAT_BEFORE = BEFORE.formatted("duplicate");

    private final TimedQueries queries;

    Period(TimedQueries queries) {
        this.queries = queries;
    }

    /**
     * What came late: what the provider made before the time was over, and brought after it had begun.
     *
     * @param events those that came {@value #SECONDS} s or more after they were made
     * @param oldest when the oldest of them was made; null: there is none
     * @param firstAt when the first of them came
     * @param repeats deliveries since, of any age, that were recognised as repeats
     * @param complete false: more has come since than is read at once, and these are the first of it
     */
    public record Late(long events, Instant oldest, Instant firstAt, Instant lastAt, long repeats, boolean complete) {
        static final int SECONDS = 30;
    }

    /**
     * Where events that were made in a time may be.
     *
     * @param from the first span that is meant
     * @param spans how many known spans may hold some
     * @param border up to there spans are known
     */
    private record Place(OffsetDateTime after, OffsetDateTime before, long from, long spans, long border, long head) {
        /** Ids behind the known ones. */
        long unknown() {
            return Math.max(0, head - Math.max(border, from * Spans.SIZE));
        }

        boolean fits(long most) {
            return spans * Spans.SIZE + unknown() <= most;
        }

        /** What the statement needs to read at most so many, the first of them. */
        List<Object> parameters(String source, long most) {
            long read = Math.min(spans, most / Spans.SIZE);
            long low = Math.max(border, from * Spans.SIZE);
            long high = read < spans ? low : Math.min(head, low + most - read * Spans.SIZE);
            return List.of(after, before, from, after, before, from, read, low, high, source, after, before);
        }
    }

    /**
     * How many events of each hour are stored by now, whenever they came; empty where more than {@code most} would have to be
     * read.
     */
    public Optional<Map<Instant, Long>> made(String source, Instant from, Instant to, long most) {
        Place place = place(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC), 0);
        if (!place.fits(most)) {
            return Optional.empty();
        }
        Map<Instant, Long> hours = new TreeMap<>();
        queries.rows(
                MADE, place.parameters(source, most), row -> hours.put(Instants.of(row, "hour"), row.getLong("n")));
        return Optional.of(hours);
    }

    /** What came late of a time; reads {@code most} events at most. */
    public Late late(String source, Instant from, Instant to, long most) {
        long start = before(EVENT_BEFORE, number(LogHead.SQL), from);
        Place place = place(EVER, to.atOffset(ZoneOffset.UTC), start / Spans.SIZE);
        long repeatHead = number(REPEAT_HEAD);
        long repeatStart = before(REPEAT_BEFORE, repeatHead, from);
        long repeatEnd = Math.min(repeatHead, repeatStart + most / 10);
        long repeats = number(REPEATS, repeatStart, repeatEnd, source);
        boolean complete = place.fits(most) && repeatEnd == repeatHead;
        List<Object> parameters = new ArrayList<>(place.parameters(source, most));
        parameters.add(start);
        return queries.row(
                        LATE,
                        parameters,
                        row -> new Late(
                                row.getLong("n"),
                                Instants.of(row, "oldest"),
                                Instants.of(row, "first"),
                                Instants.of(row, "last"),
                                repeats,
                                complete))
                .orElseThrow();
    }

    /** Where events are that were made then, from a span on. */
    private Place place(OffsetDateTime after, OffsetDateTime before, long from) {
        long head = number(LogHead.SQL);
        return queries.row(
                        SIZE,
                        List.of(after, before, from, after, before, from),
                        row -> new Place(after, before, from, row.getLong("spans"), row.getLong("border"), head))
                .orElseThrow();
    }

    private long before(String sql, long head, Instant time) {
        OffsetDateTime at = time.atOffset(ZoneOffset.UTC);
        return number(sql, head, at, at);
    }

    private long number(String sql, Object... parameters) {
        return queries.row(sql, List.of(parameters), row -> row.getLong(1)).orElseThrow();
    }
}
