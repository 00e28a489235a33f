package dev.textusinbox.history;

import dev.textusinbox.log.LogHead;
import dev.textusinbox.platform.Instants;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
    private static final long MOST = 250_000;

    private static final String SIZE = """
            SELECT count(*) FILTER (WHERE latest >= ? AND earliest < ?) * %1$d AS known,
                   coalesce(max(span) + 1, 0) * %1$d AS border
              FROM event_span""".formatted(Spans.SIZE);

    /** Each span by the primary key; what lies behind the last that is known is one by itself. */
    private static final String MADE = """
            SELECT date_trunc('hour', e.occurred_at, 'UTC') AS hour, count(*) AS n
              FROM (SELECT span * %1$d AS low, (span + 1) * %1$d AS high FROM event_span WHERE latest >= ? AND earliest < ?
                    UNION ALL SELECT ?, ?) s
             CROSS JOIN LATERAL (SELECT v.occurred_at, v.source FROM event v WHERE v.id > s.low AND v.id <= s.high OFFSET 0) e
             WHERE e.source = ? AND e.occurred_at >= ? AND e.occurred_at < ?
             GROUP BY 1""".formatted(Spans.SIZE);

    private static final String EVENT_AFTER = "SELECT id, received_at FROM event WHERE id > ? ORDER BY id LIMIT 1";

    private static final String LATE = """
            SELECT count(*) AS n, min(occurred_at) AS oldest, min(received_at) AS first, max(received_at) AS last
              FROM event
             WHERE id > ? AND id <= ? AND source = ? AND occurred_at < ?
               AND received_at - occurred_at >= %d * interval '1 second'""".formatted(Late.SECONDS);

    private static final String REPEAT_HEAD = "SELECT coalesce(max(id), 0) FROM duplicate";
    private static final String REPEAT_AFTER = "SELECT id, received_at FROM duplicate WHERE id > ? ORDER BY id LIMIT 1";

    private static final String REPEATS = """
            SELECT count(*) FROM (SELECT event_id FROM duplicate WHERE id > ? AND id <= ?) d
              JOIN event e ON e.id = d.event_id WHERE e.source = ?""";

    private final TimedQueries queries;
    private final long most;

    @Inject
    Period(TimedQueries queries) {
        this(queries, MOST);
    }

    /** Reads so many events at most. */
    Period(TimedQueries queries, long most) {
        this.queries = queries;
        this.most = most;
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

    private record Found(long id, Instant at) {}

    /** How many events of each hour are stored by now, whenever they came; empty where they are too many to be counted. */
    public Optional<Map<Instant, Long>> made(String source, Instant from, Instant to) {
        OffsetDateTime first = from.atOffset(ZoneOffset.UTC);
        OffsetDateTime end = to.atOffset(ZoneOffset.UTC);
        long head = head(LogHead.SQL);
        long[] size = queries.row(
                        SIZE, List.of(first, end), row -> new long[] {row.getLong("known"), row.getLong("border")})
                .orElseThrow();
        if (size[0] + Math.max(0, head - size[1]) > most) {
            return Optional.empty();
        }
        Map<Instant, Long> hours = new TreeMap<>();
        queries.rows(
                MADE,
                List.of(first, end, size[1], head, source, first, end),
                row -> hours.put(Instants.of(row, "hour"), row.getLong("n")));
        return Optional.of(hours);
    }

    /** What came late of a time. */
    public Late late(String source, Instant from, Instant to) {
        long head = head(LogHead.SQL);
        long start = before(EVENT_AFTER, head, from);
        long end = Math.min(head, start + most);
        long repeatHead = head(REPEAT_HEAD);
        long repeatStart = before(REPEAT_AFTER, repeatHead, from);
        long repeatEnd = Math.min(repeatHead, repeatStart + most / 10);
        long repeats = queries.row(REPEATS, List.of(repeatStart, repeatEnd, source), row -> row.getLong(1))
                .orElseThrow();
        boolean complete = end == head && repeatEnd == repeatHead;
        return queries.row(
                        LATE,
                        List.of(start, end, source, to.atOffset(ZoneOffset.UTC)),
                        row -> new Late(
                                row.getLong("n"),
                                Instants.of(row, "oldest"),
                                Instants.of(row, "first"),
                                Instants.of(row, "last"),
                                repeats,
                                complete))
                .orElseThrow();
    }

    private long head(String sql) {
        return queries.row(sql, List.of(), row -> row.getLong(1)).orElseThrow();
    }

    /** The last id that came before: ids are in the order of coming, so halving finds it in some twenty looks. */
    private long before(String next, long head, Instant time) {
        long low = 0;
        long high = head;
        while (low < high) {
            long middle = low + (high - low) / 2;
            Optional<Found> found = queries.row(
                    next, List.of(middle), row -> new Found(row.getLong("id"), Instants.of(row, "received_at")));
            if (found.isPresent() && found.get().at().isBefore(time)) {
                low = found.get().id();
            } else {
                high = middle;
            }
        }
        return low;
    }
}
