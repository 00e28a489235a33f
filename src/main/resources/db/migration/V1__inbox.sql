-- The inbox: an ordered log of events, cursors over it, and rows only for trouble.
-- Needs PostgreSQL 15, no extension, no superuser.

-- ── The log ────────────────────────────────────────────────────────────────────────────────────────────────
-- Made once, here: an identity is a keyed hash, so an erased phone can't be found again by hashing guesses.
CREATE TABLE identity_key (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  secret    bytea NOT NULL
);
INSERT INTO identity_key (secret)
  VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- CACHE 1 and drawn only under the append lock: the order of ids is the order of visibility.
CREATE SEQUENCE event_id AS bigint CACHE 1;

-- Insert-only; retention and erasure are the two exceptions. The wide columns come last.
CREATE TABLE event (
  id              bigint PRIMARY KEY,
  occurred_at     timestamptz NOT NULL,
  received_at     timestamptz NOT NULL,
  lane            smallint NOT NULL,
  secret_position smallint,             -- which secret verified it; null: it came unsigned
  source          text NOT NULL,
  type            text NOT NULL,
  identity        bytea NOT NULL,       -- 16 bytes, the source is hashed in
  delivery_id     text,
  contact         text,                 -- E.164; null: none found, or erased
  conversation    text,
  message         text,
  account         text,
  content_type    text,
  signature       bytea,
  body            bytea                 -- as signed; null: erased
);
CREATE UNIQUE INDEX event_identity ON event (identity);
CREATE UNIQUE INDEX event_delivery ON event (delivery_id, source) WHERE delivery_id IS NOT NULL;
CREATE INDEX event_lane ON event (lane, id);
CREATE INDEX event_contact ON event (contact, id) WHERE contact IS NOT NULL;
CREATE INDEX event_conversation ON event (conversation, id) WHERE conversation IS NOT NULL;
CREATE INDEX event_message ON event (message, id) WHERE message IS NOT NULL;
CREATE INDEX event_occurred ON event USING brin (occurred_at) WITH (pages_per_range = 32);

-- A repeat leaves a row here, so that event stays insert-only.
CREATE TABLE duplicate (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id    bigint NOT NULL,
  received_at timestamptz NOT NULL,
  delivery_id text
);
CREATE INDEX duplicate_event ON duplicate (event_id);

-- Verified, but not an event we can read, or one that contradicts what is stored: kept for an operator.
CREATE TABLE quarantine (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at     timestamptz NOT NULL,
  source          text NOT NULL,
  reason          text NOT NULL CHECK (reason IN ('malformed', 'not-an-object', 'no-type', 'unstorable', 'conflict')),
  event_id        bigint,               -- conflict: the stored event; retried: the event it became
  state           text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'retried', 'discarded')),
  closed_at       timestamptz,
  secret_position smallint,
  content_type    text,
  signature       bytea,
  digest          bytea NOT NULL,       -- SHA-256 of the body: a repeat finds the open entry
  body            bytea NOT NULL,
  CONSTRAINT quarantine_closed CHECK ((state = 'open') = (closed_at IS NULL)),
  CONSTRAINT quarantine_conflict CHECK (reason <> 'conflict' OR event_id IS NOT NULL)
);
CREATE UNIQUE INDEX quarantine_open ON quarantine (source, digest) WHERE state = 'open';

-- What each source sent, counted in the transaction that stored it: received = stored + duplicates + quarantined.
CREATE TABLE source (
  name             text PRIMARY KEY,
  received         bigint NOT NULL DEFAULT 0,
  stored           bigint NOT NULL DEFAULT 0,
  duplicates       bigint NOT NULL DEFAULT 0,
  quarantined      bigint NOT NULL DEFAULT 0,
  last_received_at timestamptz,
  CONSTRAINT source_adds_up CHECK (received = stored + duplicates + quarantined)
) WITH (fillfactor = 50);

-- One round trip, one lock, one fsync for a whole batch. Each statement of a PL/pgSQL function has a snapshot of
-- its own, so the look-up of duplicates sees what other instances committed before we got the lock (a CTE would not).
-- Returns one number for each event, in the order given: its new id, or minus the id of the event it repeats.
CREATE FUNCTION append_events(
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
    SELECT ids[i.n], timestamptz 'epoch' + i.occurred_at * interval '1 microsecond', now_, i.lane,
           i.secret_position, i.source, i.type, i.identity, i.delivery_id, i.contact, i.conversation, i.message,
           i.account, i.content_type, i.signature, i.body
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

  INSERT INTO source AS s (name, received, stored, duplicates, last_received_at)
  SELECT r.source, count(*), count(*) FILTER (WHERE r.id > 0), count(*) FILTER (WHERE r.id < 0), now_
    FROM unnest(p_source, result) AS r(source, id) GROUP BY r.source ORDER BY r.source
  ON CONFLICT (name) DO UPDATE
     SET received = s.received + excluded.received, stored = s.stored + excluded.stored,
         duplicates = s.duplicates + excluded.duplicates, last_received_at = excluded.last_received_at;
  RETURN result;
END $$;

-- ── Dispatch: who owns what, and how far each handler is ───────────────────────────────────────────────────
-- An instance's lease covers all lanes it owns; judged by this database's clock only.
CREATE TABLE instance (
  id          text PRIMARY KEY,
  started_at  timestamptz NOT NULL DEFAULT now(),
  lease_until timestamptz NOT NULL,
  handlers    text[] NOT NULL           -- those that it runs: lanes are dealt among these instances only
) WITH (fillfactor = 50);

CREATE TABLE handler (
  name           text PRIMARY KEY,
  kind           text NOT NULL,
  types          text[] NOT NULL,       -- empty: all
  state          text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused')),
  paused_reason  text,
  start_position bigint NOT NULL,       -- events up to here came before the handler's start and are skipped
  skipped_before bigint NOT NULL,       -- how many those are
  created_at     timestamptz NOT NULL DEFAULT now()
);

-- handled and skipped count events that the position has passed; a write with an old fence changes nothing.
CREATE TABLE lane_cursor (
  handler  text NOT NULL REFERENCES handler (name) ON DELETE CASCADE,
  lane     smallint NOT NULL,
  position bigint NOT NULL,
  owner    text,
  fence    bigint NOT NULL DEFAULT 0,
  handled  bigint NOT NULL DEFAULT 0,
  skipped  bigint NOT NULL DEFAULT 0,
  crashes       int NOT NULL DEFAULT 0,    -- owners that died in a row without getting past the same events
  crashed_at    timestamptz,
  suspect_until bigint NOT NULL DEFAULT 0, -- how far the last one that died may have come
  PRIMARY KEY (handler, lane)
) WITH (fillfactor = 50);

-- A handler's first registration decides where it begins. From now: behind the append lock, so that what is skipped is
-- exactly what was stored by then.
CREATE FUNCTION register_handler(p_name text, p_kind text, p_types text[], p_from_now boolean, p_lanes int)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE handler SET kind = p_kind, types = p_types WHERE name = p_name;
  IF NOT FOUND THEN
    IF p_from_now THEN
      PERFORM pg_advisory_xact_lock(7883701942);
    END IF;
    INSERT INTO handler (name, kind, types, start_position, skipped_before)
    SELECT p_name, p_kind, p_types,
           CASE WHEN p_from_now THEN coalesce((SELECT max(id) FROM event), 0) ELSE 0 END,
           CASE WHEN p_from_now THEN coalesce((SELECT sum(stored) FROM source), 0) ELSE 0 END
    ON CONFLICT DO NOTHING;
    INSERT INTO lane_cursor (handler, lane, position)
    SELECT h.name, l, h.start_position FROM handler h, generate_series(0, p_lanes - 1) l WHERE h.name = p_name
    ON CONFLICT DO NOTHING;
  END IF;
END $$;

-- ── Rows only for trouble ──────────────────────────────────────────────────────────────────────────────────
-- The rows of one handler and key (the contact, or what stands in for one) are a queue, in the order of their id.
--   retrying  at the head of its queue, tried again when due
--   blocked   behind an earlier row of its queue
--   replayed  put back by a replay, due at once
--   dead      out of attempts or given up; holds its queue back where the handler says so
--   discarded an operator's decision
-- A row goes when its event is handled. Who changes rows of a lane holds that lane_cursor row's lock first.
CREATE TABLE redelivery (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id   bigint NOT NULL,
  replay_id  bigint,                    -- null: the event's first delivery, which the ledger counts
  due_at     timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  attempts   int NOT NULL DEFAULT 0,
  lane       smallint NOT NULL,
  suspect    boolean NOT NULL DEFAULT false, -- may have killed an instance: its attempt is counted before the call
  counted    boolean NOT NULL DEFAULT false, -- its replay has counted its event as dead
  holding    boolean NOT NULL DEFAULT false,
  active     boolean NOT NULL GENERATED ALWAYS AS (state IN ('retrying', 'blocked', 'replayed') OR holding) STORED,
  handler    text NOT NULL REFERENCES handler (name) ON DELETE CASCADE,
  key        text NOT NULL,
  state      text NOT NULL CHECK (state IN ('retrying', 'blocked', 'replayed', 'dead', 'discarded')),
  last_error text,
  CONSTRAINT redelivery_due CHECK ((state IN ('retrying', 'replayed')) = (due_at IS NOT NULL)),
  CONSTRAINT redelivery_settled CHECK ((state IN ('dead', 'discarded')) = (settled_at IS NOT NULL)),
  CONSTRAINT redelivery_holding CHECK (state = 'dead' OR NOT holding),
  CONSTRAINT redelivery_replayed CHECK (state <> 'replayed' OR replay_id IS NOT NULL)
);
CREATE UNIQUE INDEX redelivery_live ON redelivery (event_id, handler) WHERE replay_id IS NULL;
CREATE UNIQUE INDEX redelivery_replay ON redelivery (replay_id, event_id, handler) WHERE replay_id IS NOT NULL;
CREATE INDEX redelivery_queue ON redelivery (handler, key, id) WHERE active;
CREATE INDEX redelivery_next ON redelivery (handler, due_at) WHERE state IN ('retrying', 'replayed');
CREATE INDEX redelivery_state ON redelivery (handler, state, id);

-- Where an event stands with a handler, as its own delivery goes (a replay changes nothing here).
CREATE FUNCTION handler_state(p_handler text, p_event bigint, p_lane smallint, p_type text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT r.state FROM redelivery r WHERE r.event_id = p_event AND r.handler = p_handler AND r.replay_id IS NULL),
    (SELECT CASE WHEN p_event > c.position THEN 'pending'
                 WHEN p_event <= h.start_position OR NOT (h.types = '{}' OR p_type = ANY (h.types)) THEN 'skipped'
                 ELSE 'done' END
       FROM handler h JOIN lane_cursor c ON c.handler = h.name AND c.lane = p_lane WHERE h.name = p_handler))
$$;

-- How many rows are in each state, kept by the triggers below in the transaction that moves them: counting is O(1).
CREATE TABLE redelivery_tally (
  handler text NOT NULL REFERENCES handler (name) ON DELETE CASCADE,
  lane    smallint NOT NULL,
  state   text NOT NULL,
  replay  boolean NOT NULL,
  n       bigint NOT NULL,
  PRIMARY KEY (handler, lane, state, replay)
) WITH (fillfactor = 50);

CREATE FUNCTION tally_redelivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO redelivery_tally AS t (handler, lane, state, replay, n)
    SELECT handler, lane, state, replay_id IS NOT NULL, count(*) FROM added GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (handler, lane, state, replay) DO UPDATE SET n = t.n + excluded.n;
  ELSIF TG_OP = 'DELETE' THEN
    UPDATE redelivery_tally t SET n = t.n - g.n
      FROM (SELECT handler, lane, state, replay_id IS NOT NULL AS replay, count(*) AS n FROM removed
             GROUP BY 1, 2, 3, 4) g
     WHERE t.handler = g.handler AND t.lane = g.lane AND t.state = g.state AND t.replay = g.replay;
  ELSE
    INSERT INTO redelivery_tally AS t (handler, lane, state, replay, n)
    SELECT handler, lane, state, replay, sum(n)
      FROM (SELECT handler, lane, state, replay_id IS NOT NULL AS replay, 1 AS n FROM added
            UNION ALL
            SELECT handler, lane, state, replay_id IS NOT NULL, -1 FROM removed) m
     GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0 ORDER BY 1, 2, 3, 4
    ON CONFLICT (handler, lane, state, replay) DO UPDATE SET n = t.n + excluded.n;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER redelivery_added AFTER INSERT ON redelivery REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_redelivery();
CREATE TRIGGER redelivery_removed AFTER DELETE ON redelivery REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION tally_redelivery();
CREATE TRIGGER redelivery_moved AFTER UPDATE ON redelivery REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_redelivery();

-- Every attempt of an event that got into trouble, for its page; an event that went well at once has none.
CREATE TABLE attempt (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id    bigint NOT NULL,
  replay_id   bigint,
  ended_at    timestamptz NOT NULL DEFAULT now(),
  attempt     int NOT NULL,
  duration_ms int NOT NULL,
  handler     text NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('done', 'retry', 'dead')),
  error       text
);
CREATE INDEX attempt_event ON attempt (event_id, handler);

-- ── Replays ────────────────────────────────────────────────────────────────────────────────────────────────
-- A filter, a rate and a cursor of its own over history; it feeds redelivery.
CREATE TABLE replay (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state           text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'completed', 'cancelled')),
  handlers        text[] NOT NULL,
  filter          jsonb NOT NULL,
  rate_per_second int NOT NULL CHECK (rate_per_second > 0),
  reason          text NOT NULL,
  created_by      text NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  finished_at     timestamptz,
  until_id        bigint NOT NULL,      -- the head when it was made: it never chases live events
  position        bigint NOT NULL DEFAULT 0,
  fed_at          timestamptz,          -- when it was last fed, for its rate
  matched         bigint NOT NULL,
  fed             bigint NOT NULL DEFAULT 0,
  succeeded       bigint NOT NULL DEFAULT 0,
  dead            bigint NOT NULL DEFAULT 0,
  CONSTRAINT replay_finished CHECK ((state = 'running') = (finished_at IS NULL))
);
CREATE INDEX replay_running ON replay (id) WHERE state = 'running';
-- What a replay still has to see through: never more than a thousand rows for each.
CREATE INDEX redelivery_outstanding ON redelivery (replay_id)
  WHERE replay_id IS NOT NULL AND state IN ('retrying', 'blocked', 'replayed');

-- An event of a replay counts once, when its last handler is through with it: as dead if any gave up on it, else as
-- succeeded. A dead one that an operator's retry brings through moves from one to the other.
-- p_counted: whether one of the rows just settled had been counted as dead before.
CREATE FUNCTION count_replayed(p_replay bigint, p_events bigint[], p_counted boolean[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  newly_succeeded int;
  newly_dead int;
  mended int;
BEGIN
  PERFORM 1 FROM replay WHERE id = p_replay FOR UPDATE;
  SELECT count(*) FILTER (WHERE NOT e.counted AND NOT e.dead), count(*) FILTER (WHERE NOT e.counted AND e.dead),
         count(*) FILTER (WHERE e.counted AND NOT e.dead)
    INTO newly_succeeded, newly_dead, mended
    FROM (SELECT s.id, bool_or(s.counted) OR coalesce(bool_or(r.counted), false) AS counted,
                 coalesce(bool_or(r.state IN ('dead', 'discarded')), false) AS dead,
                 coalesce(bool_or(r.state IN ('retrying', 'blocked', 'replayed')), false) AS open
            FROM unnest(p_events, p_counted) AS s(id, counted)
            LEFT JOIN redelivery r ON r.replay_id = p_replay AND r.event_id = s.id
           GROUP BY s.id) e
   WHERE NOT e.open;
  UPDATE redelivery r SET counted = true
   WHERE r.replay_id = p_replay AND r.event_id = ANY (p_events) AND r.state IN ('dead', 'discarded') AND NOT r.counted
     AND NOT EXISTS (SELECT 1 FROM redelivery o WHERE o.replay_id = p_replay AND o.event_id = r.event_id
                        AND o.state IN ('retrying', 'blocked', 'replayed'));
  UPDATE replay SET succeeded = succeeded + newly_succeeded + mended, dead = dead + newly_dead - mended
   WHERE id = p_replay;
END $$;

-- ── Projections ────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE consent (
  contact  text PRIMARY KEY,
  state    text NOT NULL CHECK (state IN ('opted_in', 'opted_out')),
  since    timestamptz NOT NULL,
  event_id bigint NOT NULL
);

CREATE TABLE message_status (
  message     text PRIMARY KEY,
  status      text NOT NULL,
  contact     text,
  occurred_at timestamptz NOT NULL,
  event_id    bigint NOT NULL
);
CREATE INDEX message_status_contact ON message_status (contact) WHERE contact IS NOT NULL;

-- ── Who did what, and why ──────────────────────────────────────────────────────────────────────────────────
CREATE TABLE audit (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL DEFAULT now(),
  actor   text NOT NULL,
  action  text NOT NULL,
  subject text,
  reason  text,
  detail  jsonb NOT NULL DEFAULT '{}'
);
