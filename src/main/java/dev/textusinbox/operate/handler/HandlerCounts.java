package dev.textusinbox.operate.handler;

/** Where the numbers of handlers come from: counters alone, so that their cost does not grow with the log. */
final class HandlerCounts {
    /**
     * For {@code handler h}: {@code s.stored}, {@code c.handled}, {@code c.skipped} and of the redelivery table
     * {@code t.retrying, t.blocked, t.dead, t.discarded} for events' own deliveries, those included whose rows retention
     * has taken, and {@code a.…} the rows that are there, with replays as well.
     */
    static final String FROM = """
            FROM handler h
             CROSS JOIN (SELECT coalesce(sum(stored), 0)::bigint AS stored FROM source_now) AS s
             CROSS JOIN LATERAL (
                   SELECT coalesce(sum(handled), 0)::bigint AS handled,
                          h.skipped_before + coalesce(sum(skipped), 0)::bigint AS skipped,
                          coalesce(sum(discarded), 0)::bigint AS discarded_before
                     FROM lane_now WHERE handler = h.name) AS c
             CROSS JOIN LATERAL (
                   SELECT coalesce(sum(n) FILTER (WHERE state = 'retrying'), 0)::bigint AS retrying,
                          coalesce(sum(n) FILTER (WHERE state = 'blocked'), 0)::bigint AS blocked,
                          coalesce(sum(n) FILTER (WHERE state = 'dead'), 0)::bigint AS dead,
                          coalesce(sum(n) FILTER (WHERE state = 'discarded'), 0)::bigint + c.discarded_before
                            AS discarded
                     FROM redelivery_tally WHERE handler = h.name AND NOT replay) AS t
             CROSS JOIN LATERAL (
                   SELECT coalesce(sum(n) FILTER (WHERE state = 'retrying'), 0)::bigint AS retrying,
                          coalesce(sum(n) FILTER (WHERE state = 'replayed'), 0)::bigint AS replayed,
                          coalesce(sum(n) FILTER (WHERE state = 'blocked'), 0)::bigint AS blocked,
                          coalesce(sum(n) FILTER (WHERE state = 'dead'), 0)::bigint AS dead,
                          coalesce(sum(n) FILTER (WHERE state = 'discarded'), 0)::bigint AS discarded
                     FROM redelivery_tally WHERE handler = h.name) AS a
            """;

    /** What the handler's cursors have not passed yet: all that was stored, less what became something else. */
    static final String PENDING = "s.stored - c.handled - c.skipped - t.retrying - t.blocked - t.dead - t.discarded";

    /** For {@code handler h}: when the oldest event came that it has not passed; a step down the (lane, id) index for each lane. */
    static final String OLDEST = """
            SELECT min(n.received_at) AS oldest
              FROM lane_now l
             CROSS JOIN LATERAL (SELECT e.received_at FROM event e
                                  WHERE e.lane = l.lane AND e.id > l.position ORDER BY e.id LIMIT 1) AS n
             WHERE l.handler = h.name""";

    private HandlerCounts() {}
}
