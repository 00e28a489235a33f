package dev.textusinbox.history.count;

import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.log.LogHead;
import dev.textusinbox.platform.request.Instants;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many events of each type came in each minute of the last hour, for a page that asks every few seconds. It reads the log
 * by id, what is new and a piece of what is older, so that a look costs the same at any size: the hour of a busy log is
 * complete after some looks.
 */
@Singleton
public class MinuteCounts {
    /** Ids in one piece: the primary key's range, some ten milliseconds. */
    private static final long SPAN = 10_000;

    private static final Duration SHOWN = Duration.ofHours(1);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final String COUNT = """
            SELECT date_trunc('minute', received_at, 'UTC') AS minute, type, count(*) AS n
              FROM event WHERE id > ? AND id <= ? GROUP BY 1, 2""";

    private final TimedQueries queries;
    private final Clock clock = Clock.systemUTC();
    private final TreeMap<Instant, Map<String, Long>> minutes = new TreeMap<>();
    private Instant lookedAt = Instant.MIN;
    /** Counted are the ids above {@code low}, up to {@code high}. */
    private long low = -1;

    private long high = -1;

    MinuteCounts(TimedQueries queries) {
        this.queries = queries;
    }

    /** The counts by type of each minute that had any, oldest first. */
    public synchronized Map<Instant, Map<String, Long>> lastHour() {
        Instant now = clock.instant();
        if (lookedAt.isBefore(now.minus(FRESH))) {
            look(now.minus(SHOWN));
            lookedAt = now;
        }
        TreeMap<Instant, Map<String, Long>> copy = new TreeMap<>();
        minutes.forEach((minute, types) -> copy.put(minute, Map.copyOf(types)));
        return copy;
    }

    private void look(Instant oldest) {
        long head = queries.row(LogHead.SQL, List.of(), row -> row.getLong(1)).orElseThrow();
        if (high < 0 || head - high > SPAN) {
            // Nobody has looked for a while: begin again at the head.
            minutes.clear();
            high = Math.max(0, head - SPAN);
            low = high;
        }
        add(high, head);
        high = head;
        boolean reachesBack = !minutes.isEmpty() && minutes.firstKey().isBefore(oldest);
        if (low > 0 && !reachesBack) {
            long from = Math.max(0, low - SPAN);
            add(from, low);
            low = from;
        }
        // The minute in which the hour begins stays: it shows that the hour is complete.
        Instant first = minutes.floorKey(oldest);
        if (first != null) {
            minutes.headMap(first, false).clear();
        }
    }

    private void add(long after, long upTo) {
        queries.rows(
                COUNT,
                List.of(after, upTo),
                row -> minutes.computeIfAbsent(Instants.of(row, "minute"), minute -> new HashMap<>())
                        .merge(row.getString("type"), row.getLong("n"), Long::sum));
    }
}
