-- What comes next for a handler. A function, so that it is planned once for each connection: what its limits and lanes are
-- makes its plan cheaper by estimate each time, so a statement is planned anew at each read, which took three times as long as
-- reading. Planned while the tables are empty it must still use the indexes when they are not: no other way is let in.
CREATE FUNCTION next_events(p_handler text, p_types text[], p_lanes smallint[], p_after bigint[], p_limit int,
                            p_with_body boolean, p_inline_bytes int)
  RETURNS TABLE (at bigint, in_lane smallint, id bigint, source text, type text, contact text, conversation text,
                 message text, account text, occurred_at timestamptz, received_at timestamptz, delivery_id text,
                 content_type text, lane smallint, body bytea, blocked boolean)
  LANGUAGE plpgsql STABLE
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
AS $$
#variable_conflict use_column
BEGIN
  -- Bounds on (lane, id) as a pair, so that no planner is tempted to walk the log by id and filter the lane. Of an event that
  -- is not wanted, or erased, comes its place and nothing else. A key's trouble is looked up only while there is any.
  RETURN QUERY
  SELECT x.id, x.lane, e.id, e.source, e.type, e.contact, e.conversation, e.message, e.account, e.occurred_at, e.received_at,
         e.delivery_id, e.content_type, e.lane,
         CASE WHEN p_with_body AND octet_length(e.body) <= p_inline_bytes THEN e.body END,
         (SELECT EXISTS (SELECT 1 FROM redelivery WHERE handler = p_handler AND active)) AND EXISTS (
           SELECT 1 FROM redelivery r
            WHERE r.handler = p_handler AND r.active
              AND r.key = coalesce(e.contact, e.conversation, '#' || e.id::text))
    FROM unnest(p_lanes, p_after) AS l(lane, after)
   CROSS JOIN LATERAL (
         SELECT * FROM event v
          WHERE (v.lane, v.id) > (l.lane, l.after) AND (v.lane, v.id) <= (l.lane, 9223372036854775807)
          ORDER BY v.lane, v.id LIMIT p_limit) AS x
    LEFT JOIN LATERAL (SELECT x.*) AS e
      ON x.body IS NOT NULL AND (cardinality(p_types) = 0 OR x.type = ANY (p_types));
END $$;
