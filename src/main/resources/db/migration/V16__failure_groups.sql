-- Failures with the same cause count as one group: of a handler, a state and a cause. Rows have their cause, and how many rows
-- and contacts a group has is kept by triggers in the transaction that changes them. An older program leaves causes as they
-- are; a row that has none is given one later.
SET LOCAL lock_timeout = '2s';
ALTER TABLE redelivery
  ADD COLUMN failed_at timestamptz,  -- its last failed attempt
  ADD COLUMN cause_id  bigint,       -- of the handler and the cause
  ADD COLUMN cause     text;         -- the error without what differs from event to event

CREATE INDEX redelivery_cause ON redelivery (cause_id, state, id) WHERE cause_id IS NOT NULL;
CREATE INDEX redelivery_cause_key ON redelivery (cause_id, state, key) WHERE cause_id IS NOT NULL;
CREATE INDEX redelivery_without_cause ON redelivery (id)
  WHERE cause_id IS NULL AND last_error IS NOT NULL AND state IN ('retrying', 'dead');

-- A row for each lane, whose lock whoever changes redeliveries has: nobody waits here for anybody.
CREATE TABLE failure_tally (
  cause_id        bigint NOT NULL,
  state           text NOT NULL,
  lane            smallint NOT NULL,
  handler         text NOT NULL REFERENCES handler (name) ON DELETE CASCADE,
  cause           text NOT NULL,
  n               bigint NOT NULL,
  contacts        bigint NOT NULL,
  first_failed_at timestamptz,
  last_failed_at  timestamptz,
  PRIMARY KEY (cause_id, state, lane)
) WITH (fillfactor = 50);
CREATE INDEX failure_tally_handler ON failure_tally (handler);

-- How many failed in each hour; a day of it is shown, and the rest goes.
CREATE TABLE failure_hour (
  cause_id bigint NOT NULL,
  state    text NOT NULL,
  lane     smallint NOT NULL,
  hour     timestamptz NOT NULL,
  n        bigint NOT NULL,
  PRIMARY KEY (cause_id, state, lane, hour)
) WITH (fillfactor = 50);

CREATE VIEW failure_group AS
SELECT lpad(to_hex(cause_id), 16, '0') || '-' || state AS id, cause_id, state, handler, max(cause) AS cause,
       sum(n)::bigint AS n, sum(contacts)::bigint AS contacts, min(first_failed_at) AS first_failed_at,
       max(last_failed_at) AS last_failed_at
  FROM failure_tally GROUP BY cause_id, state, handler;

-- What a statement did to the rows of one group and queue.
CREATE TYPE failure_change AS (
  cause_id bigint, state text, lane smallint, handler text, key text, cause text, added bigint, removed bigint,
  first_failed_at timestamptz, last_failed_at timestamptz);

-- A queue counts as a contact while it has a row in the group. Planned while the table is empty it must still use the index
-- when it is not, as with next_events.
CREATE FUNCTION count_failures(p_changes failure_change[]) RETURNS void
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  WITH groups AS MATERIALIZED (
  SELECT g.cause_id, g.state, g.lane, g.handler, max(g.cause) AS cause, sum(g.added) AS added,
         sum(g.added - g.removed) AS n,
         count(*) FILTER (WHERE g.is_there AND NOT g.was_there) - count(*) FILTER (WHERE g.was_there AND NOT g.is_there)
           AS contacts,
         min(g.first_failed_at) AS first_failed_at, max(g.last_failed_at) AS last_failed_at
    FROM (SELECT c.*,
                 EXISTS (SELECT 1 FROM redelivery r
                          WHERE r.cause_id = c.cause_id AND r.state = c.state AND r.key = c.key) AS is_there,
                 c.removed > 0 OR c.added < (SELECT count(*) FROM (
                   SELECT 1 FROM redelivery r WHERE r.cause_id = c.cause_id AND r.state = c.state AND r.key = c.key
                    LIMIT c.added + 1) AS few) AS was_there
            FROM unnest(p_changes) AS c) AS g
   GROUP BY g.cause_id, g.state, g.lane, g.handler),
  -- Its row may have gone before, with its handler.
  taken AS (
    UPDATE failure_tally t SET n = t.n + g.n, contacts = t.contacts + g.contacts FROM groups g
     WHERE g.added = 0 AND t.cause_id = g.cause_id AND t.state = g.state AND t.lane = g.lane)
  INSERT INTO failure_tally AS t (cause_id, state, lane, handler, cause, n, contacts, first_failed_at, last_failed_at)
  SELECT g.cause_id, g.state, g.lane, g.handler, g.cause, g.n, g.contacts, g.first_failed_at, g.last_failed_at
    FROM groups g WHERE g.added > 0 ORDER BY g.cause_id, g.state, g.lane
  ON CONFLICT (cause_id, state, lane) DO UPDATE
     SET n = t.n + excluded.n, contacts = t.contacts + excluded.contacts,
         first_failed_at = least(t.first_failed_at, excluded.first_failed_at),
         last_failed_at = greatest(t.last_failed_at, excluded.last_failed_at);
  -- Nobody's words stay behind when the last row has gone.
  DELETE FROM failure_tally t USING unnest(p_changes) AS c
   WHERE t.cause_id = c.cause_id AND t.state = c.state AND t.lane = c.lane AND t.n <= 0;
END $$;

CREATE FUNCTION tally_failures() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changes failure_change[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(ROW (c.*)::failure_change) INTO changes
      FROM (SELECT cause_id, state, lane, handler, key, max(cause), count(*), 0::bigint,
                   min(coalesce(failing_since, failed_at)), max(failed_at)
              FROM added WHERE cause_id IS NOT NULL AND state IN ('retrying', 'dead') GROUP BY 1, 2, 3, 4, 5) AS c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(ROW (c.*)::failure_change) INTO changes
      FROM (SELECT cause_id, state, lane, handler, key, max(cause), 0::bigint, count(*), NULL::timestamptz, NULL::timestamptz
              FROM removed WHERE cause_id IS NOT NULL AND state IN ('retrying', 'dead') GROUP BY 1, 2, 3, 4, 5) AS c;
  ELSE
    SELECT array_agg(ROW (c.*)::failure_change) INTO changes
      FROM (SELECT g.cause_id, g.state, g.lane, g.handler, g.key, max(g.cause), count(*) FILTER (WHERE g.is_new),
                   count(*) FILTER (WHERE NOT g.is_new), min(g.since) FILTER (WHERE g.is_new),
                   max(g.failed_at) FILTER (WHERE g.is_new)
              FROM added a JOIN removed b ON b.id = a.id
             CROSS JOIN LATERAL (
                   VALUES (true, a.cause_id, a.state, a.lane, a.handler, a.key, a.cause,
                           coalesce(a.failing_since, a.failed_at), a.failed_at),
                          (false, b.cause_id, b.state, b.lane, b.handler, b.key, b.cause, NULL, NULL))
                   AS g(is_new, cause_id, state, lane, handler, key, cause, since, failed_at)
             WHERE (a.cause_id, a.state, a.key, a.failed_at) IS DISTINCT FROM (b.cause_id, b.state, b.key, b.failed_at)
               AND g.cause_id IS NOT NULL AND g.state IN ('retrying', 'dead')
             GROUP BY 1, 2, 3, 4, 5) AS c;
  END IF;
  IF changes IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM count_failures(changes);
  IF TG_OP = 'INSERT' THEN
    INSERT INTO failure_hour AS t (cause_id, state, lane, hour, n)
    SELECT a.cause_id, a.state, a.lane, date_trunc('hour', a.failed_at, 'UTC'), count(*) FROM added a
     WHERE a.cause_id IS NOT NULL AND a.state IN ('retrying', 'dead') AND a.failed_at > now() - interval '1 day'
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (cause_id, state, lane, hour) DO UPDATE SET n = t.n + excluded.n;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO failure_hour AS t (cause_id, state, lane, hour, n)
    SELECT a.cause_id, a.state, a.lane, date_trunc('hour', a.failed_at, 'UTC'), count(*) FROM added a JOIN removed b ON b.id = a.id
     WHERE a.cause_id IS NOT NULL AND a.state IN ('retrying', 'dead') AND a.failed_at > now() - interval '1 day'
       AND a.failed_at IS DISTINCT FROM b.failed_at
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (cause_id, state, lane, hour) DO UPDATE SET n = t.n + excluded.n;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER failure_added AFTER INSERT ON redelivery REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_failures();
CREATE TRIGGER failure_removed AFTER DELETE ON redelivery REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION tally_failures();
CREATE TRIGGER failure_moved AFTER UPDATE ON redelivery REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_failures();

-- How far a handler's calls are spoken for, where it has a rate: instances reserve the time of some calls at once.
CREATE TABLE handler_rate (
  handler text PRIMARY KEY REFERENCES handler (name) ON DELETE CASCADE,
  free_at timestamptz NOT NULL
) WITH (fillfactor = 50);
