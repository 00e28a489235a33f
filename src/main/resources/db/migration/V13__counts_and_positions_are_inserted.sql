-- Counts and positions are inserted, not updated. Beside a long transaction of somebody else (a backup, an analyst, a lost
-- replication slot) no row version can be removed: a row that is updated for each batch becomes a chain of tens of thousands,
-- and each update walks it.
--
-- What a source sent and how far a lane is only grows. So each batch inserts a row with the new totals, and the state is the
-- row that is furthest ahead, the one in source or lane_cursor included. Which of them are still there, how often one is
-- there and which table it is in makes no difference; so there are two tables, written in turns, and the one that is not
-- written is emptied by TRUNCATE, which gives its space back whatever anybody still sees. Whoever changes a state holds the
-- lock of its row in source or lane_cursor, as before: a lock makes no row version.
SET LOCAL lock_timeout = '1s';

-- A handler that is dropped and comes back is another: what was inserted for the first is not taken for its own.
ALTER TABLE lane_cursor ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE source ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;

-- Whether it inserts. While one that does not is live, what is inserted is also written to source and lane_cursor.
ALTER TABLE instance ADD COLUMN inserts boolean NOT NULL DEFAULT false;

-- ── How far each lane is ───────────────────────────────────────────────────────────────────────────────────
CREATE TABLE lane_progress (
  turn      smallint NOT NULL,
  cursor_id bigint NOT NULL,
  position  bigint NOT NULL,
  handled   bigint NOT NULL,
  skipped   bigint NOT NULL
) PARTITION BY LIST (turn);
-- Never analysed by itself: what the planner learns of a table that was just emptied is wrong soon.
CREATE TABLE lane_progress_0 PARTITION OF lane_progress FOR VALUES IN (0) WITH (autovacuum_enabled = false);
CREATE TABLE lane_progress_1 PARTITION OF lane_progress FOR VALUES IN (1) WITH (autovacuum_enabled = false);
CREATE INDEX lane_progress_ahead ON lane_progress (cursor_id, position, handled);
-- Odd or even says which is written. A sequence, since a row would be updated at each turn.
CREATE SEQUENCE lane_progress_turn MINVALUE 0;

-- lane_cursor as it is now.
CREATE VIEW lane_now AS
SELECT c.id, c.handler, c.lane, coalesce(p.position, c.position) AS position, c.owner, c.fence,
       coalesce(p.handled, c.handled) AS handled, coalesce(p.skipped, c.skipped) AS skipped, c.discarded
  FROM lane_cursor c
  LEFT JOIN LATERAL (
       SELECT g.position, g.handled, g.skipped FROM lane_progress g
        WHERE g.cursor_id = c.id AND (g.position, g.handled) > (c.position, c.handled)
        ORDER BY g.position DESC, g.handled DESC LIMIT 1) AS p ON true;

-- Moves the lanes that stand where they are said to and have the fence that is said; gives how many those were. Planned while
-- the tables are empty it must still use the index when they are not, as with next_events.
CREATE FUNCTION advance_lanes(p_handler text, p_lanes int[], p_fences bigint[], p_from bigint[], p_to bigint[],
                              p_handled bigint[], p_skipped bigint[]) RETURNS int
  LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
DECLARE
  moved int;
BEGIN
  PERFORM 1 FROM lane_cursor WHERE handler = p_handler AND lane = ANY (p_lanes) ORDER BY lane FOR UPDATE;
  -- Only now, behind the lock: each statement has a snapshot of its own.
  INSERT INTO lane_progress (turn, cursor_id, position, handled, skipped)
  SELECT coalesce(pg_sequence_last_value('lane_progress_turn'), 0) % 2, c.id, u.target, c.handled + u.handled,
         c.skipped + u.skipped
    FROM unnest(p_lanes, p_fences, p_from, p_to, p_handled, p_skipped) AS u(lane, fence, origin, target, handled, skipped)
    JOIN lane_now c ON c.handler = p_handler AND c.lane = u.lane
   WHERE c.fence = u.fence AND c.position = u.origin;
  GET DIAGNOSTICS moved = ROW_COUNT;
  RETURN moved;
END $$;

-- Whoever updates the row, an older program's move or claim, goes on from where the lane is now; and what was inserted is
-- in the row from then on.
CREATE FUNCTION rebase_lane_cursor() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  p record;
BEGIN
  SELECT g.position, g.handled, g.skipped INTO p FROM lane_progress g
   WHERE g.cursor_id = OLD.id AND (g.position, g.handled) > (OLD.position, OLD.handled)
   ORDER BY g.position DESC, g.handled DESC LIMIT 1;
  IF FOUND THEN
    NEW.position := greatest(NEW.position, p.position);
    NEW.handled := NEW.handled + p.handled - OLD.handled;
    NEW.skipped := NEW.skipped + p.skipped - OLD.skipped;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lane_cursor_rebased BEFORE UPDATE ON lane_cursor FOR EACH ROW EXECUTE FUNCTION rebase_lane_cursor();

-- ── What each source sent ──────────────────────────────────────────────────────────────────────────────────
CREATE TABLE source_count (
  turn             smallint NOT NULL,
  source_id        bigint NOT NULL,
  received         bigint NOT NULL,
  stored           bigint NOT NULL,
  duplicates       bigint NOT NULL,
  quarantined      bigint NOT NULL,
  last_received_at timestamptz NOT NULL
) PARTITION BY LIST (turn);
CREATE TABLE source_count_0 PARTITION OF source_count FOR VALUES IN (0) WITH (autovacuum_enabled = false);
CREATE TABLE source_count_1 PARTITION OF source_count FOR VALUES IN (1) WITH (autovacuum_enabled = false);
CREATE INDEX source_count_ahead ON source_count (source_id, received);
CREATE SEQUENCE source_count_turn MINVALUE 0;

-- source as it is now.
CREATE VIEW source_now AS
SELECT s.id, s.name, coalesce(n.received, s.received) AS received, coalesce(n.stored, s.stored) AS stored,
       coalesce(n.duplicates, s.duplicates) AS duplicates, coalesce(n.quarantined, s.quarantined) AS quarantined,
       coalesce(n.last_received_at, s.last_received_at) AS last_received_at
  FROM source s
  LEFT JOIN LATERAL (
       SELECT g.received, g.stored, g.duplicates, g.quarantined, g.last_received_at FROM source_count g
        WHERE g.source_id = s.id AND g.received > s.received
        ORDER BY g.received DESC LIMIT 1) AS n ON true;

-- Counts what came for each source: received is the sum of the three. Each source is named once, and in their order.
-- One by one, as there are few: what is planned for an array is planned anew each time.
CREATE FUNCTION count_received(p_source text[], p_stored bigint[], p_duplicates bigint[], p_quarantined bigint[],
                               p_at timestamptz) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  s record;
  n record;
BEGIN
  FOR i IN 1 .. cardinality(p_source) LOOP
    LOOP
      SELECT b.id, b.received, b.stored, b.duplicates, b.quarantined INTO s FROM source b
       WHERE b.name = p_source[i] FOR UPDATE;
      EXIT WHEN FOUND;
      INSERT INTO source (name) VALUES (p_source[i]) ON CONFLICT DO NOTHING;
    END LOOP;
    -- Only now, behind the lock: each statement has a snapshot of its own.
    SELECT g.received, g.stored, g.duplicates, g.quarantined INTO n FROM source_count g
     WHERE g.source_id = s.id AND g.received > s.received
     ORDER BY g.received DESC LIMIT 1;
    IF NOT FOUND THEN
      n := s;
    END IF;
    INSERT INTO source_count (turn, source_id, received, stored, duplicates, quarantined, last_received_at)
    VALUES (coalesce(pg_sequence_last_value('source_count_turn'), 0) % 2, s.id,
            n.received + p_stored[i] + p_duplicates[i] + p_quarantined[i], n.stored + p_stored[i],
            n.duplicates + p_duplicates[i], n.quarantined + p_quarantined[i], p_at);
  END LOOP;
END $$;

CREATE FUNCTION rebase_source() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  n record;
BEGIN
  SELECT g.received, g.stored, g.duplicates, g.quarantined, g.last_received_at INTO n FROM source_count g
   WHERE g.source_id = OLD.id AND g.received > OLD.received
   ORDER BY g.received DESC LIMIT 1;
  IF FOUND THEN
    NEW.received := NEW.received + n.received - OLD.received;
    NEW.stored := NEW.stored + n.stored - OLD.stored;
    NEW.duplicates := NEW.duplicates + n.duplicates - OLD.duplicates;
    NEW.quarantined := NEW.quarantined + n.quarantined - OLD.quarantined;
    IF NEW.last_received_at IS NOT DISTINCT FROM OLD.last_received_at THEN
      NEW.last_received_at := n.last_received_at;
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER source_rebased BEFORE UPDATE ON source FOR EACH ROW EXECUTE FUNCTION rebase_source();

-- append_events, but that it counts by count_received, and that times are exact: an interval is multiplied by a double, which
-- does not hold the microseconds of the year 9999.
CREATE FUNCTION append_batch(
  p_source text[], p_type text[], p_lane int[], p_identity bytea[], p_delivery_id text[], p_contact text[],
  p_conversation text[], p_message text[], p_account text[], p_occurred_at bigint[], p_content_type text[],
  p_secret_position int[], p_signature bytea[], p_body bytea[]) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
  n int := cardinality(p_source);
  now_ timestamptz;
  ids bigint[];
  fresh bigint[];
  result bigint[];
BEGIN
  PERFORM pg_advisory_xact_lock(7883701942);
  now_ := clock_timestamp();
  SELECT array_agg(s.id) INTO ids FROM (SELECT nextval('event_id') AS id FROM generate_series(1, n)) s;

  WITH inserted AS (
    INSERT INTO event (id, occurred_at, received_at, lane, secret_position, source, type, identity, delivery_id,
                       contact, conversation, message, account, content_type, signature, body)
    SELECT ids[i.n],
           timestamptz 'epoch' + i.occurred_at / 1000000 * interval '1 second'
             + i.occurred_at % 1000000 * interval '1 microsecond',
           now_, i.lane, i.secret_position, i.source, i.type, i.identity, i.delivery_id, i.contact, i.conversation,
           i.message, i.account, i.content_type, i.signature, i.body
      FROM unnest(p_source, p_type, p_lane, p_identity, p_delivery_id, p_contact, p_conversation, p_message,
                  p_account, p_occurred_at, p_content_type, p_secret_position, p_signature, p_body)
           WITH ORDINALITY AS i(source, type, lane, identity, delivery_id, contact, conversation, message, account,
                                occurred_at, content_type, secret_position, signature, body, n)
     ORDER BY i.n
    ON CONFLICT DO NOTHING
    RETURNING id)
  SELECT array_agg(id) INTO fresh FROM inserted;

  IF cardinality(fresh) = n THEN
    result := ids;
  ELSE
    SELECT array_agg(CASE WHEN ids[i.n] = ANY (fresh) THEN ids[i.n]
                          ELSE - coalesce((SELECT e.id FROM event e
                                            WHERE e.delivery_id = i.delivery_id AND e.source = i.source),
                                          (SELECT e.id FROM event e WHERE e.identity = i.identity)) END
                     ORDER BY i.n)
      INTO result
      FROM unnest(p_source, p_identity, p_delivery_id) WITH ORDINALITY AS i(source, identity, delivery_id, n);
    INSERT INTO duplicate (event_id, received_at, delivery_id)
    SELECT -r.id, now_, r.delivery_id
      FROM unnest(result, p_delivery_id) WITH ORDINALITY AS r(id, delivery_id, n) WHERE r.id < 0 ORDER BY r.n;
  END IF;

  PERFORM count_received(array_agg(c.source ORDER BY c.source), array_agg(c.stored ORDER BY c.source),
                         array_agg(c.duplicates ORDER BY c.source), array_agg(0::bigint), now_)
    FROM (SELECT r.source, count(*) FILTER (WHERE r.id > 0) AS stored, count(*) FILTER (WHERE r.id < 0) AS duplicates
            FROM unnest(p_source, result) AS r(source, id) GROUP BY r.source) c;
  RETURN result;
END $$;

-- ── Who reads them in the schema ───────────────────────────────────────────────────────────────────────────
CREATE OR REPLACE FUNCTION handler_state(p_handler text, p_event bigint, p_lane smallint, p_type text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT r.state FROM redelivery r WHERE r.event_id = p_event AND r.handler = p_handler AND r.replay_id IS NULL),
    (SELECT CASE WHEN p_event > c.position THEN 'pending'
                 WHEN p_event <= h.start_position OR NOT (h.types = '{}' OR p_type = ANY (h.types)) THEN 'skipped'
                 ELSE 'done' END
       FROM handler h JOIN lane_now c ON c.handler = h.name AND c.lane = p_lane WHERE h.name = p_handler))
$$;

CREATE OR REPLACE FUNCTION register_handler(
  p_name text, p_kind text, p_types text[], p_from_now boolean, p_lanes int)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE handler SET kind = p_kind, types = p_types WHERE name = p_name;
  IF NOT FOUND THEN
    PERFORM pg_advisory_xact_lock(7883701943);
    IF p_from_now THEN
      PERFORM pg_advisory_xact_lock(7883701942);
    END IF;
    INSERT INTO handler (name, kind, types, start_position, skipped_before)
    SELECT p_name, p_kind, p_types,
           CASE WHEN p_from_now THEN coalesce((SELECT max(id) FROM event), 0) ELSE 0 END,
           CASE WHEN p_from_now THEN coalesce((SELECT sum(stored) FROM source_now), 0)
                ELSE (SELECT removed FROM retention) END
    ON CONFLICT DO NOTHING;
    INSERT INTO lane_cursor (handler, lane, position)
    SELECT h.name, l, h.start_position FROM handler h, generate_series(0, p_lanes - 1) l WHERE h.name = p_name
    ON CONFLICT DO NOTHING;
  END IF;
END $$;
