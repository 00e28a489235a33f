package dev.textusinbox.history.event;

import dev.textusinbox.history.query.TimedQueries;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.failure.JobGuard;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Writes down what each full span of the log has in it, behind the append and never in its way. */
@ApplicationScoped
public class SpanKeeper {
    private static final Logger LOG = Logger.getLogger(SpanKeeper.class);

    /** Spans at a time: 25,000 events, a fraction of a second. */
    private static final int MAX = 100;

    // No id up to the head appears later, so a full span is final. Instances that do the same at once do no harm.
    private static final String KEEP = """
            WITH kept AS (
              INSERT INTO event_span (span, earliest, latest, marks, types, sources, places)
              SELECT s, min(e.earliest), max(e.latest),
                     coalesce(bit_or(span_mark('type ' || e.type) | span_mark('source ' || e.source)), repeat('0', 256)::bit(256)),
                     coalesce(array_agg(e.type) FILTER (WHERE e.type IS NOT NULL), '{}'),
                     coalesce(array_agg(e.source) FILTER (WHERE e.type IS NOT NULL), '{}'),
                     coalesce(array_agg(e.places) FILTER (WHERE e.type IS NOT NULL), '{}')
                FROM (SELECT coalesce(min(id), 1) - 1 AS gone, coalesce(max(id), 0) / 256 AS full_spans FROM event) h
               CROSS JOIN LATERAL (SELECT greatest(max(span) + 1, h.gone / 256) AS next FROM event_span) k
               CROSS JOIN LATERAL generate_series(k.next, least(k.next + ?, h.full_spans) - 1) s
                LEFT JOIN LATERAL (
                     SELECT v.type, v.source, min(v.occurred_at) AS earliest, max(v.occurred_at) AS latest,
                            string_agg(set_byte('\\x00', 0, (v.id - 1 - s * 256)::int), '' ORDER BY v.id) AS places
                       FROM event v WHERE v.id > s * 256 AND v.id <= s * 256 + 256 GROUP BY v.type, v.source) e ON true
               GROUP BY s ORDER BY s
              ON CONFLICT DO NOTHING
              RETURNING span, earliest, latest, marks),
            blocks AS (
              INSERT INTO event_block AS b (block, earliest, latest, marks)
              SELECT span / 64, min(earliest), max(latest), bit_or(marks) FROM kept GROUP BY span / 64 ORDER BY span / 64
              ON CONFLICT (block) DO UPDATE SET earliest = least(b.earliest, excluded.earliest),
                 latest = greatest(b.latest, excluded.latest), marks = b.marks | excluded.marks)
            SELECT span FROM kept""";

    // What retention took goes here too. What another instance removes just now need not be waited for.
    private static final String FORGET = """
            WITH blocks AS (
              DELETE FROM event_block WHERE block IN (
                SELECT block FROM event_block WHERE block < (SELECT (min(id) - 1) / 256 / 64 FROM event)
                   FOR UPDATE SKIP LOCKED))
            DELETE FROM event_span WHERE span IN (
              SELECT span FROM event_span WHERE span < (SELECT (min(id) - 1) / 256 FROM event) FOR UPDATE SKIP LOCKED)
            RETURNING span""";

    private final TimedQueries queries;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("spans");

    SpanKeeper(TimedQueries queries, Schema schema) {
        this.queries = queries;
        this.schema = schema;
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (schema.isReady()) {
            boolean unused = guard.run(this::keepAndForget);
        }
    }

    private void keepAndForget() {
        while (keep() == MAX) {
            // The next hundred: there is a history from before, or much came at once.
        }
        int gone = forget();
        LOG.debugf("%d spans went with their events", gone);
    }

    /** How many it removed. */
    int forget() {
        return queries.rows(FORGET, List.of(), row -> row.getLong("span")).size();
    }

    /** How many it wrote. */
    public int keep() {
        return queries.rows(KEEP, List.of(MAX), row -> row.getLong("span")).size();
    }
}
