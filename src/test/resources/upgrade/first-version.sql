-- What the first version left behind: its program (V1__inbox.sql) was built, run on PostgreSQL 15, sent signed deliveries,
-- operated, and killed (SIGKILL) in the middle of a replay; then pg_dump --no-owner --no-privileges --inserts. Nothing is
-- changed by hand: a schema or rows that no version ever wrote would prove nothing.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.append_events(p_source text[], p_type text[], p_lane integer[], p_identity bytea[], p_delivery_id text[], p_contact text[], p_conversation text[], p_message text[], p_account text[], p_occurred_at bigint[], p_content_type text[], p_secret_position integer[], p_signature bytea[], p_body bytea[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.count_replayed(p_replay bigint, p_events bigint[], p_counted boolean[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.handler_state(p_handler text, p_event bigint, p_lane smallint, p_type text) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce(
    (SELECT r.state FROM redelivery r WHERE r.event_id = p_event AND r.handler = p_handler AND r.replay_id IS NULL),
    (SELECT CASE WHEN p_event > c.position THEN 'pending'
                 WHEN p_event <= h.start_position OR NOT (h.types = '{}' OR p_type = ANY (h.types)) THEN 'skipped'
                 ELSE 'done' END
       FROM handler h JOIN lane_cursor c ON c.handler = h.name AND c.lane = p_lane WHERE h.name = p_handler))
$$;
CREATE FUNCTION public.register_handler(p_name text, p_kind text, p_types text[], p_from_now boolean, p_lanes integer) RETURNS void
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.tally_redelivery() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.attempt (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    replay_id bigint,
    ended_at timestamp with time zone DEFAULT now() NOT NULL,
    attempt integer NOT NULL,
    duration_ms integer NOT NULL,
    handler text NOT NULL,
    outcome text NOT NULL,
    error text,
    CONSTRAINT attempt_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'retry'::text, 'dead'::text])))
);
ALTER TABLE public.attempt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text,
    reason text,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL
);
ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.consent (
    contact text NOT NULL,
    state text NOT NULL,
    since timestamp with time zone NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT consent_state_check CHECK ((state = ANY (ARRAY['opted_in'::text, 'opted_out'::text])))
);
CREATE TABLE public.duplicate (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    delivery_id text
);
ALTER TABLE public.duplicate ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.duplicate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.event (
    id bigint NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    lane smallint NOT NULL,
    secret_position smallint,
    source text NOT NULL,
    type text NOT NULL,
    identity bytea NOT NULL,
    delivery_id text,
    contact text,
    conversation text,
    message text,
    account text,
    content_type text,
    signature bytea,
    body bytea
);
CREATE SEQUENCE public.event_id
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);
CREATE TABLE public.handler (
    name text NOT NULL,
    kind text NOT NULL,
    types text[] NOT NULL,
    state text DEFAULT 'running'::text NOT NULL,
    paused_reason text,
    start_position bigint NOT NULL,
    skipped_before bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT handler_state_check CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text])))
);
CREATE TABLE public.identity_key (
    singleton boolean DEFAULT true NOT NULL,
    secret bytea NOT NULL,
    CONSTRAINT identity_key_singleton_check CHECK (singleton)
);
CREATE TABLE public.instance (
    id text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    lease_until timestamp with time zone NOT NULL,
    handlers text[] NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.lane_cursor (
    handler text NOT NULL,
    lane smallint NOT NULL,
    "position" bigint NOT NULL,
    owner text,
    fence bigint DEFAULT 0 NOT NULL,
    handled bigint DEFAULT 0 NOT NULL,
    skipped bigint DEFAULT 0 NOT NULL,
    crashes integer DEFAULT 0 NOT NULL,
    crashed_at timestamp with time zone,
    suspect_until bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.message_status (
    message text NOT NULL,
    status text NOT NULL,
    contact text,
    occurred_at timestamp with time zone NOT NULL,
    event_id bigint NOT NULL
);
CREATE TABLE public.quarantine (
    id bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    source text NOT NULL,
    reason text NOT NULL,
    event_id bigint,
    state text DEFAULT 'open'::text NOT NULL,
    closed_at timestamp with time zone,
    secret_position smallint,
    content_type text,
    signature bytea,
    digest bytea NOT NULL,
    body bytea NOT NULL,
    CONSTRAINT quarantine_closed CHECK (((state = 'open'::text) = (closed_at IS NULL))),
    CONSTRAINT quarantine_conflict CHECK (((reason <> 'conflict'::text) OR (event_id IS NOT NULL))),
    CONSTRAINT quarantine_reason_check CHECK ((reason = ANY (ARRAY['malformed'::text, 'not-an-object'::text, 'no-type'::text, 'unstorable'::text, 'conflict'::text]))),
    CONSTRAINT quarantine_state_check CHECK ((state = ANY (ARRAY['open'::text, 'retried'::text, 'discarded'::text])))
);
ALTER TABLE public.quarantine ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.quarantine_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.redelivery (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    replay_id bigint,
    due_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    lane smallint NOT NULL,
    suspect boolean DEFAULT false NOT NULL,
    counted boolean DEFAULT false NOT NULL,
    holding boolean DEFAULT false NOT NULL,
    active boolean GENERATED ALWAYS AS (((state = ANY (ARRAY['retrying'::text, 'blocked'::text, 'replayed'::text])) OR holding)) STORED NOT NULL,
    handler text NOT NULL,
    key text NOT NULL,
    state text NOT NULL,
    last_error text,
    CONSTRAINT redelivery_due CHECK (((state = ANY (ARRAY['retrying'::text, 'replayed'::text])) = (due_at IS NOT NULL))),
    CONSTRAINT redelivery_holding CHECK (((state = 'dead'::text) OR (NOT holding))),
    CONSTRAINT redelivery_replayed CHECK (((state <> 'replayed'::text) OR (replay_id IS NOT NULL))),
    CONSTRAINT redelivery_settled CHECK (((state = ANY (ARRAY['dead'::text, 'discarded'::text])) = (settled_at IS NOT NULL))),
    CONSTRAINT redelivery_state_check CHECK ((state = ANY (ARRAY['retrying'::text, 'blocked'::text, 'replayed'::text, 'dead'::text, 'discarded'::text])))
);
ALTER TABLE public.redelivery ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.redelivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.redelivery_tally (
    handler text NOT NULL,
    lane smallint NOT NULL,
    state text NOT NULL,
    replay boolean NOT NULL,
    n bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.replay (
    id bigint NOT NULL,
    state text DEFAULT 'running'::text NOT NULL,
    handlers text[] NOT NULL,
    filter jsonb NOT NULL,
    rate_per_second integer NOT NULL,
    reason text NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    until_id bigint NOT NULL,
    "position" bigint DEFAULT 0 NOT NULL,
    fed_at timestamp with time zone,
    matched bigint NOT NULL,
    fed bigint DEFAULT 0 NOT NULL,
    succeeded bigint DEFAULT 0 NOT NULL,
    dead bigint DEFAULT 0 NOT NULL,
    CONSTRAINT replay_finished CHECK (((state = 'running'::text) = (finished_at IS NULL))),
    CONSTRAINT replay_rate_per_second_check CHECK ((rate_per_second > 0)),
    CONSTRAINT replay_state_check CHECK ((state = ANY (ARRAY['running'::text, 'completed'::text, 'cancelled'::text])))
);
ALTER TABLE public.replay ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.replay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.source (
    name text NOT NULL,
    received bigint DEFAULT 0 NOT NULL,
    stored bigint DEFAULT 0 NOT NULL,
    duplicates bigint DEFAULT 0 NOT NULL,
    quarantined bigint DEFAULT 0 NOT NULL,
    last_received_at timestamp with time zone,
    CONSTRAINT source_adds_up CHECK ((received = ((stored + duplicates) + quarantined)))
)
WITH (fillfactor='50');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (1, 32, NULL, '2026-11-24 16:40:07.727061+00', 1, 11, 'flaky', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (2, 35, NULL, '2026-11-24 16:40:07.761049+00', 1, 4, 'dying', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (3, 38, NULL, '2026-11-24 16:40:07.827427+00', 1, 2, 'strict', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (4, 35, NULL, '2026-11-24 16:40:08.037099+00', 2, 10, 'dying', 'dead', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (5, 36, NULL, '2026-11-24 16:40:08.037099+00', 1, 6, 'dying', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (6, 38, NULL, '2026-11-24 16:40:08.030184+00', 2, 8, 'strict', 'dead', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (7, 36, NULL, '2026-11-24 16:40:09.05944+00', 2, 9, 'dying', 'dead', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (8, 32, NULL, '2026-11-24 16:40:09.069056+00', 2, 13, 'flaky', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (9, 37, NULL, '2026-11-24 16:40:09.086656+00', 1, 17, 'dying', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (10, 37, NULL, '2026-11-24 16:40:10.041805+00', 2, 9, 'dying', 'dead', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (11, 32, NULL, '2026-11-24 16:40:10.691198+00', 3, 7, 'flaky', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (12, 13, 1, '2026-11-24 16:40:10.993738+00', 1, 7, 'orders', 'done', NULL);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (13, 6, 2, '2026-11-24 16:40:12.228809+00', 1, 7, 'orders', 'done', NULL);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (14, 35, 3, '2026-11-24 16:40:12.893359+00', 1, 11, 'dying', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (15, 32, NULL, '2026-11-24 16:40:13.018317+00', 4, 3, 'flaky', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (16, 35, 3, '2026-11-24 16:40:13.021386+00', 2, 5, 'dying', 'dead', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (17, 36, 3, '2026-11-24 16:40:13.021386+00', 1, 1, 'dying', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (18, 36, 3, '2026-11-24 16:40:14.033506+00', 2, 4, 'dying', 'dead', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (19, 37, 3, '2026-11-24 16:40:14.033506+00', 1, 3, 'dying', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (20, 37, 3, '2026-11-24 16:40:15.04461+00', 2, 12, 'dying', 'dead', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (21, 32, NULL, '2026-11-24 16:40:16.026161+00', 5, 7, 'flaky', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (22, 14, 4, '2026-11-24 16:40:16.315251+00', 1, 8, 'orders', 'done', NULL);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (23, 32, NULL, '2026-11-24 16:40:17.069576+00', 6, 15, 'flaky', 'retry', 'HTTP 500');
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (24, 18, 4, '2026-11-24 16:40:17.291285+00', 1, 6, 'orders', 'done', NULL);
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-24 16:40:06.020523+00', 'operator', 'quarantine.discard', '5', 'not ours', '{}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-24 16:40:06.152872+00', 'operator', 'handler.pause', 'later', 'its owner moves house', '{}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (3, '2026-11-24 16:40:10.549084+00', 'operator', 'redelivery.discard', '7', 'handled by phone', '{"before": "dead", "eventId": "37", "handler": "dying"}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (4, '2026-11-24 16:40:10.806578+00', 'operator', 'replay.create', '1', 'the CRM lost them', '{"filter": {"contact": "+1�����0111"}, "matched": 1, "handlers": ["orders"], "ratePerSecond": 100}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (5, '2026-11-24 16:40:11.146263+00', 'operator', 'replay.create', '2', 'the CRM lost them', '{"filter": {"types": ["message.received"]}, "matched": 34, "handlers": ["orders"], "ratePerSecond": 1}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (6, '2026-11-24 16:40:12.712139+00', 'operator', 'replay.cancel', '2', 'wrong type', '{"redeliveries": 0}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (7, '2026-11-24 16:40:12.770151+00', 'operator', 'replay.create', '3', 'the CRM lost them', '{"filter": {"contact": "+1�����0102"}, "matched": 3, "handlers": ["dying"], "ratePerSecond": 100}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (8, '2026-11-24 16:40:15.17186+00', 'operator', 'replay.create', '4', 'the CRM lost them', '{"filter": {"contact": "+1�����0120"}, "matched": 6, "handlers": ["orders"], "ratePerSecond": 1}');
INSERT INTO public.consent VALUES ('+13035550142', 'opted_in', '2026-03-02 09:00:00.12+00', 2);
INSERT INTO public.consent VALUES ('+13035550110', 'opted_out', '2026-03-01 10:00:00+00', 11);
INSERT INTO public.consent VALUES ('+13035550111', 'opted_in', '2026-03-02 10:00:00+00', 13);
INSERT INTO public.duplicate OVERRIDING SYSTEM VALUE VALUES (1, 6, '2026-11-24 16:40:03.188809+00', '/integrations/h13Jc5/deliveries/d01');
INSERT INTO public.duplicate OVERRIDING SYSTEM VALUE VALUES (2, 6, '2026-11-24 16:40:03.254439+00', '/integrations/h13Jc5/deliveries/d01');
INSERT INTO public.duplicate OVERRIDING SYSTEM VALUE VALUES (3, 11, '2026-11-24 16:40:03.365524+00', '/integrations/h13Jc5/deliveries/f0002');
INSERT INTO public.duplicate OVERRIDING SYSTEM VALUE VALUES (4, 30, '2026-11-24 16:40:04.135598+00', '/integrations/h13Jc5/deliveries/f0019');
INSERT INTO public.event VALUES (1, '2026-03-02 09:05:31.904+00', '2026-11-24 16:40:02.860004+00', 3, 0, 'textus', 'contact.created', '\x994e9cdbcb7ee8c67233190739981429', '/integrations/h13Jc5/deliveries/d08', '+13035550177', NULL, NULL, NULL, 'application/json', '\xf66563c5ca635f110163baf05b35e9e4a226146387b026f1f0d821ad66c23577', '\x7b0a20202240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c0a2020224074797065223a2022576562686f6f6b44656c6976657279222c0a2020226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f643038222c0a20202274696d657374616d70223a2022323032362d30332d30325430393a30353a33312e3930345a222c0a202022616374696f6e223a2022636f6e746163742e63726561746564222c0a202022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c0a202022636f6e74616374223a207b0a20202020224074797065223a2022436f6e74616374222c0a20202020226964223a20222f636f6e74616374732f6339576d3354222c0a20202020226e616d65223a2022526578204261726b6572222c0a202020202266697273744e616d65223a2022526578222c0a20202020226c6173744e616d65223a20224261726b6572222c0a202020202270686f6e6573223a207b0a202020202020224074797065223a202268796472613a436f6c6c656374696f6e222c0a202020202020226d656d62657273223a205b0a20202020202020207b0a20202020202020202020224074797065223a202250686f6e65222c0a202020202020202020202270686f6e654e756d626572223a20222b3133303335353530313737222c0a2020202020202020202022666f726d617474656450686f6e654e756d626572223a20222833303329203535352d30313737220a20202020202020207d0a2020202020205d0a202020207d2c0a2020202022637265617465644174223a2022323032362d30332d30325430393a30353a33312e3730305a220a20207d0a7d0a');
INSERT INTO public.event VALUES (2, '2026-03-02 09:00:00.12+00', '2026-11-24 16:40:02.919892+00', 1, 0, 'textus', 'contact.opted_in', '\xa6e3bb20a97d994fd6c34a5f6ab08bf3', '/integrations/h13Jc5/deliveries/d07', '+13035550142', NULL, NULL, 'pupstar-sales', 'application/json', '\xa233880f50e98b76707010d82e82637eb3d09a672fca1744294156b1f102287a', '\x7b0a20202240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c0a2020224074797065223a2022576562686f6f6b44656c6976657279222c0a2020226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f643037222c0a20202274696d657374616d70223a2022323032362d30332d30325430393a30303a30302e3132305a222c0a202022616374696f6e223a2022636f6e746163742e6f707465645f696e222c0a202022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c0a2020226f7074496e223a207b0a20202020224074797065223a20224f7074496e222c0a20202020226964223a20222f6f70745f696e732f6f693535517a222c0a202020202274797065223a20226f70742d696e222c0a202020202270686f6e654e756d626572223a20222b3133303335353530313432222c0a2020202022666f726d617474656450686f6e654e756d626572223a20222833303329203535352d30313432222c0a20202020226163636f756e74223a20222f6163636f756e74732f707570737461722d73616c6573220a20207d0a7d0a');
INSERT INTO public.event VALUES (3, '2026-03-01 10:21:07.412+00', '2026-11-24 16:40:02.967855+00', 1, 0, 'textus', 'contact.opted_out', '\x59438e830534a68e1363532c511e2752', '/integrations/h13Jc5/deliveries/d06', '+13035550142', NULL, NULL, 'pupstar-sales', 'application/json', '\x20c5b4dffc965d7d4396ba15f2aec858f288f1c74dd60c9bfeae64e01fc1e143', '\x7b0a20202240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c0a2020224074797065223a20224f70744f7574576562686f6f6b44656c6976657279222c0a2020226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f643036222c0a20202274696d657374616d70223a2022323032362d30332d30315431303a32313a30372e3431325a222c0a202022616374696f6e223a2022636f6e746163742e6f707465645f6f7574222c0a202022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c0a2020226f70744f7574223a207b0a20202020224074797065223a20224f70744f7574222c0a20202020226964223a20222f6f70745f6f7574732f6f6f34314278222c0a202020202274797065223a20226f70742d6f7574222c0a202020202270686f6e654e756d626572223a20222b3133303335353530313432222c0a2020202022666f726d617474656450686f6e654e756d626572223a20222833303329203535352d30313432222c0a20202020226163636f756e74223a20222f6163636f756e74732f707570737461722d73616c6573220a20207d0a7d0a');
INSERT INTO public.event VALUES (4, '2026-03-01 10:16:02.568354+00', '2026-11-24 16:40:03.024706+00', 1, 0, 'textus', 'message.delivered', '\xc48ab7ff269831d10a5887cc2eaeeab9', '/integrations/h13Jc5/deliveries/d02', '+13035550142', 'cQ7tzm', '6Nvq9M', 'pupstar-sales', 'application/json', '\x94cbb68021b66a7e848c8f6e65bf5d346fad0392c1249a34ef2c242d7e477f3e', '\x7b0a20202240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c0a2020224074797065223a2022576562686f6f6b44656c6976657279222c0a2020226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f643032222c0a20202274696d657374616d70223a2022323032362d30332d30315430353a31363a30322e3536383335342d30353a3030222c0a202022616374696f6e223a20226d6573736167652e64656c697665726564222c0a202022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c0a202022636f6e766572736174696f6e223a207b0a20202020224074797065223a2022436f6e766572736174696f6e222c0a20202020226964223a20222f636f6e766572736174696f6e732f635137747a6d222c0a2020202022736c7567223a2022635137747a6d222c0a202020202263757272656e745374617465223a20226f70656e222c0a20202020226163636f756e74223a20222f6163636f756e74732f707570737461722d73616c6573222c0a202020202270686f6e654e756d626572223a20222b3133303335353530313432222c0a2020202022666f726d617474656450686f6e654e756d626572223a20222833303329203535352d30313432222c0a20202020226163636f756e7450686f6e654e756d626572223a20222b3137323035353530313030220a20207d2c0a2020226d657373616765223a207b0a20202020224074797065223a20224d657373616765222c0a20202020226964223a20222f6d657373616765732f364e7671394d222c0a2020202022646972656374696f6e223a20226f7574222c0a2020202022626f6479223a2022596573212053656520796f752061742032706d2e222c0a2020202022737461747573223a202264656c697665726564222c0a202020202264656c69766572795374617465223a202264656c697665726564220a20207d0a7d0a');
INSERT INTO public.event VALUES (5, '2026-03-01 10:17:11.878086+00', '2026-11-24 16:40:03.099838+00', 1, 0, 'textus', 'message.failed', '\xfddcd4fba8dea0c79c698c631c9d0a70', '/integrations/h13Jc5/deliveries/d03', '+13035550142', 'cQ7tzm', '6Nvq9N', 'pupstar-sales', 'application/json', '\x31f3e9cfbb11125b45721fa1a0e19489fb8eb1523e8826b220a0a30901d69786', '\x7b0a20202240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c0a2020224074797065223a2022576562686f6f6b44656c6976657279222c0a2020226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f643033222c0a20202274696d657374616d70223a2022323032362d30332d30315431303a31373a31312e3837383038362b30303a3030222c0a202022616374696f6e223a20226d6573736167652e6661696c6564222c0a202022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c0a202022636f6e766572736174696f6e223a207b0a20202020224074797065223a2022436f6e766572736174696f6e222c0a20202020226964223a20222f636f6e766572736174696f6e732f635137747a6d222c0a2020202022736c7567223a2022635137747a6d222c0a202020202263757272656e745374617465223a20226f70656e222c0a20202020226163636f756e74223a20222f6163636f756e74732f707570737461722d73616c6573222c0a202020202270686f6e654e756d626572223a20222b3133303335353530313432222c0a2020202022666f726d617474656450686f6e654e756d626572223a20222833303329203535352d30313432222c0a20202020226163636f756e7450686f6e654e756d626572223a20222b3137323035353530313030220a20207d2c0a2020226d657373616765223a207b0a20202020224074797065223a20224d657373616765222c0a20202020226964223a20222f6d657373616765732f364e7671394e222c0a2020202022646972656374696f6e223a20226f7574676f696e67222c0a2020202022626f6479223a202252656d696e6465723a20796f757220766973697420697320746f6d6f72726f772e222c0a2020202022737461747573223a20226661696c6564222c0a202020202264656c69766572795374617465223a20226661696c6564220a20207d0a7d0a');
INSERT INTO public.event VALUES (6, '2026-03-01 10:15:30.156+00', '2026-11-24 16:40:03.148268+00', 1, 0, 'textus', 'message.received', '\x1acb811c39427fa99e11a66f9a8e5122', '/integrations/h13Jc5/deliveries/d01', '+13035550142', 'cQ7tzm', '6Nvq9L', 'pupstar-sales', 'application/json', '\xa8945dc4cb473178ccd371f18f3f7d30247e3f7d8a8eca17516b2189bba0be44', '\x7b0a20202240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c0a2020224074797065223a2022576562686f6f6b44656c6976657279222c0a2020226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f643031222c0a20202274696d657374616d70223a2022323032362d30332d30315431303a31353a33302e3135365a222c0a202022616374696f6e223a20226d6573736167652e7265636569766564222c0a202022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c0a202022636f6e766572736174696f6e223a207b0a20202020224074797065223a2022436f6e766572736174696f6e222c0a20202020226964223a20222f636f6e766572736174696f6e732f635137747a6d222c0a2020202022736c7567223a2022635137747a6d222c0a202020202263757272656e745374617465223a20226f70656e222c0a20202020226163636f756e74223a20222f6163636f756e74732f707570737461722d73616c6573222c0a202020202270686f6e654e756d626572223a20222b3133303335353530313432222c0a2020202022666f726d617474656450686f6e654e756d626572223a20222833303329203535352d30313432222c0a20202020226163636f756e7450686f6e654e756d626572223a20222b3137323035353530313030220a20207d2c0a2020226d657373616765223a207b0a20202020224074797065223a20224d657373616765222c0a20202020226964223a20222f6d657373616765732f364e7671394c222c0a2020202022646972656374696f6e223a2022696e222c0a2020202022626f6479223a20224973207468652032706d20736c6f74207374696c6c20667265653f205c75643833645c7564633336222c0a2020202022737461747573223a20227265636569766564222c0a202020202264656c69766572795374617465223a20227265636569766564220a20207d0a7d0a');
INSERT INTO public.event VALUES (9, '2026-03-01 10:18:45.003+00', '2026-11-24 16:40:03.277844+00', 4, 0, 'textus', 'message.unknown', '\x0c163886ec3b7ea589bf0bb66ec68345', '/integrations/h13Jc5/deliveries/d04', NULL, 'cQ7tzm', '6Nvq9P', NULL, 'application/json', '\x02402008d030909ab4f19496baa85fbe23510ff70c200444f88772d95d8bfdf3', '\x7b0a20202240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c0a2020224074797065223a2022576562686f6f6b44656c6976657279222c0a2020226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f643034222c0a20202274696d657374616d70223a2022323032362d30332d30315431303a31383a34352e3030335a222c0a202022616374696f6e223a20226d6573736167652e756e6b6e6f776e222c0a202022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c0a202022636f6e766572736174696f6e223a20222f636f6e766572736174696f6e732f635137747a6d222c0a2020226d657373616765223a207b0a20202020224074797065223a20224d657373616765222c0a20202020226964223a20222f6d657373616765732f364e76713950222c0a2020202022646972656374696f6e223a20226f7574676f696e67222c0a2020202022626f6479223a20225468616e6b7320666f722073746f7070696e672062792e222c0a2020202022737461747573223a2022756e6b6e6f776e222c0a202020202264656c69766572795374617465223a2022756e6b6e6f776e220a20207d0a7d0a');
INSERT INTO public.event VALUES (10, '2026-03-01 10:20:00+00', '2026-11-24 16:40:03.294109+00', 1, 0, 'textus', 'phone_call.completed', '\x9239234fae69fc7f060f9e2a21a9df3e', '/integrations/h13Jc5/deliveries/d05', '+13035550142', 'cQ7tzm', NULL, 'pupstar-sales', 'application/json', '\x04df9c34ea59aba975f1907c56e96f8db79a72a9d7aced9acfbe0c708c91bc3a', '\x7b0a20202240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c0a2020224074797065223a2022576562686f6f6b44656c6976657279222c0a2020226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f643035222c0a20202274696d657374616d70223a2022323032362d30332d30315431303a32303a30302e3030305a222c0a202022616374696f6e223a202270686f6e655f63616c6c2e636f6d706c65746564222c0a202022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c0a202022636f6e766572736174696f6e223a207b0a20202020224074797065223a2022436f6e766572736174696f6e222c0a20202020226964223a20222f636f6e766572736174696f6e732f635137747a6d222c0a2020202022736c7567223a2022635137747a6d222c0a202020202263757272656e745374617465223a20226f70656e222c0a20202020226163636f756e74223a20222f6163636f756e74732f707570737461722d73616c6573222c0a202020202270686f6e654e756d626572223a20222b3133303335353530313432222c0a2020202022666f726d617474656450686f6e654e756d626572223a20222833303329203535352d30313432222c0a20202020226163636f756e7450686f6e654e756d626572223a20222b3137323035353530313030220a20207d2c0a20202270686f6e6543616c6c223a207b0a20202020224074797065223a202250686f6e6543616c6c222c0a20202020226964223a20222f70686f6e655f63616c6c732f7063374b6432222c0a2020202022646972656374696f6e223a2022696e222c0a20202020226475726174696f6e223a203138342c0a2020202022737461747573223a2022636f6d706c65746564220a20207d0a7d0a');
INSERT INTO public.event VALUES (11, '2026-03-01 10:00:00+00', '2026-11-24 16:40:03.337324+00', 5, 0, 'textus', 'contact.opted_out', '\xb94537fc7e6d17312c7fd05d18f6fcd4', '/integrations/h13Jc5/deliveries/f0001', '+13035550110', NULL, NULL, 'pupstar-sales', 'application/json', '\x7f27b0707915f57680ead444c633e0d118bee5bd93f6e12643ead8a3756bc59a', '\x7b2240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c20224074797065223a20224f70744f7574576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303031222c202274696d657374616d70223a2022323032362d30332d30315431303a30303a30302e3030305a222c2022616374696f6e223a2022636f6e746163742e6f707465645f6f7574222c2022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c20226f70744f7574223a207b224074797065223a20224f70744f7574222c20226964223a20222f6f70745f6f7574732f6f6f34314278222c202274797065223a20226f70742d6f7574222c202270686f6e654e756d626572223a20222b3133303335353530313130222c2022666f726d617474656450686f6e654e756d626572223a20222833303329203535352d30313432222c20226163636f756e74223a20222f6163636f756e74732f707570737461722d73616c6573227d7d');
INSERT INTO public.event VALUES (13, '2026-03-02 10:00:00+00', '2026-11-24 16:40:03.428666+00', 11, 0, 'textus', 'contact.opted_in', '\xc6890c8badaed1d72f32060e53f84438', '/integrations/h13Jc5/deliveries/f0003', '+13035550111', NULL, NULL, 'pupstar-sales', 'application/json', '\x464ffd5eb1efd3158c865fd4915b2c9b2a90525dfb21fbb3159547ff55129694', '\x7b2240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c20224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303033222c202274696d657374616d70223a2022323032362d30332d30325431303a30303a30302e3030305a222c2022616374696f6e223a2022636f6e746163742e6f707465645f696e222c2022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c20226f7074496e223a207b224074797065223a20224f7074496e222c20226964223a20222f6f70745f696e732f6f693535517a222c202274797065223a20226f70742d696e222c202270686f6e654e756d626572223a20222b3133303335353530313131222c2022666f726d617474656450686f6e654e756d626572223a20222833303329203535352d30313432222c20226163636f756e74223a20222f6163636f756e74732f707570737461722d73616c6573227d7d');
INSERT INTO public.event VALUES (14, '2026-03-01 10:15:04.156+00', '2026-11-24 16:40:03.470517+00', 0, 0, 'textus', 'message.received', '\x6eeda9c52054deab15a9e41267fe576f', '/integrations/h13Jc5/deliveries/f0004', '+13035550120', 'c0120', 'mf0004', NULL, 'application/json', '\x382c698154a244a5033be2d3dc3765c8a9980f71aa76d29aae64897c36b820bd', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303034222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a30342e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313230222c202270686f6e654e756d626572223a20222b3133303335353530313230227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303034222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (15, '2026-03-01 10:15:05.156+00', '2026-11-24 16:40:03.503001+00', 1, 0, 'textus', 'message.received', '\x889304b32987a02efc938e0ec9857412', '/integrations/h13Jc5/deliveries/f0005', '+13035550121', 'c0121', 'mf0005', NULL, 'application/json', '\x53ff07965960c7d417ae6bfa0d99236e0464612dfc4804abee59ae90670920cc', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303035222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a30352e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313231222c202270686f6e654e756d626572223a20222b3133303335353530313231227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303035222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (16, '2026-03-01 10:15:06.156+00', '2026-11-24 16:40:03.560544+00', 9, 0, 'textus', 'message.received', '\xe4513c8a0056327ffe1c51be018ad1fc', '/integrations/h13Jc5/deliveries/f0006', '+13035550122', 'c0122', 'mf0006', NULL, 'application/json', '\x9f91b7d665ba9249155fe46445a5eeecd2ae59a20675fb47aac0dd0d967ca49d', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303036222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a30362e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313232222c202270686f6e654e756d626572223a20222b3133303335353530313232227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303036222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (18, '2026-03-01 10:15:08.156+00', '2026-11-24 16:40:03.645537+00', 0, 0, 'textus', 'message.received', '\x7175436c28c142cc5e03a0b6fda88f0b', '/integrations/h13Jc5/deliveries/f0008', '+13035550120', 'c0120', 'mf0008', NULL, 'application/json', '\x9cf9df0f0f4c04d73b26676dda545c1d279c7ac05324facfe57dd0ba38011049', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303038222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a30382e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313230222c202270686f6e654e756d626572223a20222b3133303335353530313230227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303038222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (21, '2026-03-01 10:15:11.156+00', '2026-11-24 16:40:03.758967+00', 9, 0, 'textus', 'message.received', '\x1a84315a3151d525ab98b2ee4faca2f5', '/integrations/h13Jc5/deliveries/f0011', '+13035550123', 'c0123', 'mf0011', NULL, 'application/json', '\x512f0b7a7263666365449118cb1545541a9b23e0d72104d44e4afa1452dee250', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303131222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31312e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313233222c202270686f6e654e756d626572223a20222b3133303335353530313233227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303131222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (23, '2026-03-01 10:15:13.156+00', '2026-11-24 16:40:03.847519+00', 1, 0, 'textus', 'message.received', '\x75ceaf978046bb4c109fc24be58db703', '/integrations/h13Jc5/deliveries/f0013', '+13035550121', 'c0121', 'mf0013', NULL, 'application/json', '\x11ac00f292ef9f8c61bc8baaae8bd6182ba3c9f2a178c50db91eec599ad8c6b7', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303133222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31332e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313231222c202270686f6e654e756d626572223a20222b3133303335353530313231227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303133222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (24, '2026-03-01 10:15:14.156+00', '2026-11-24 16:40:03.894745+00', 9, 0, 'textus', 'message.received', '\xefb44252167217cb5b6f5b3f6097bff3', '/integrations/h13Jc5/deliveries/f0014', '+13035550122', 'c0122', 'mf0014', NULL, 'application/json', '\x9833ac30a93a7da8225f3eae15e84cc13c6973255c155dd35f173f99a691531e', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303134222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31342e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313232222c202270686f6e654e756d626572223a20222b3133303335353530313232227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303134222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (26, '2026-03-01 10:15:16.156+00', '2026-11-24 16:40:03.981612+00', 0, 0, 'textus', 'message.received', '\x6bbf4692fccbab8aa982f0859227a555', '/integrations/h13Jc5/deliveries/f0016', '+13035550120', 'c0120', 'mf0016', NULL, 'application/json', '\x36e53e3a87221460aa1cede34bc264bea0fda97aa0c65113c7aa22a724aa472e', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303136222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31362e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313230222c202270686f6e654e756d626572223a20222b3133303335353530313230227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303136222c2022646972656374696f6e223a2022696e222c2022626f6479223a202261204e554c205c75303030302065736361706564227d7d');
INSERT INTO public.event VALUES (27, '2026-03-01 10:15:17.156+00', '2026-11-24 16:40:04.009835+00', 1, NULL, 'legacy', 'message.received', '\x89762c63677cd3e59d25ea37dda7de66', '/integrations/h13Jc5/deliveries/f0017', '+13035550121', 'c0121', 'mf0017', NULL, 'application/json', NULL, '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303137222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31372e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313231222c202270686f6e654e756d626572223a20222b3133303335353530313231227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303137222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (29, '2026-03-01 11:00:00+00', '2026-11-24 16:40:04.081519+00', 10, 0, 'textus', 'survey.answered', '\x03c0718a40dfb52e94110f1fc6235024', '/integrations/h13Jc5/deliveries/new-type', NULL, NULL, NULL, NULL, 'application/json', '\x7d233704cc17d227affa4557dd3f7d118155fffdb15d809331b61ed176ff5061', '\x7b226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6e65772d74797065222c202274696d657374616d70223a2022323032362d30332d30315431313a30303a30302e3030305a222c2022616374696f6e223a20227375727665792e616e737765726564222c2022737572766579223a207b226964223a20222f737572766579732f37227d7d');
INSERT INTO public.event VALUES (32, '2026-03-01 10:15:20.156+00', '2026-11-24 16:40:07.692771+00', 2, 0, 'textus', 'message.received', '\x0c582a31d59589bf18e3f080ea26e225', '/integrations/h13Jc5/deliveries/f0020', '+13035550101', 'c0101', 'mf0020', NULL, 'application/json', '\xc1461bfd00479770c0d4aa680d287a9f09cd8c4390e2fb71b40d890dc3229342', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303230222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a32302e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313031222c202270686f6e654e756d626572223a20222b3133303335353530313031227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303230222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (33, '2026-03-01 10:15:21.156+00', '2026-11-24 16:40:07.713474+00', 2, 0, 'textus', 'message.received', '\x35120f5b736b799e773f9937a79d295a', '/integrations/h13Jc5/deliveries/f0021', '+13035550101', 'c0101', 'mf0021', NULL, 'application/json', '\x525eba6746f6163f5b8c6ee708c622bdd859f73563067512b976d4332885b9bb', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303231222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a32312e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313031222c202270686f6e654e756d626572223a20222b3133303335353530313031227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303231222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (34, '2026-03-01 10:15:22.156+00', '2026-11-24 16:40:07.726025+00', 2, 0, 'textus', 'message.received', '\x8918cadcfc0abf7c856d96a4f4477b68', '/integrations/h13Jc5/deliveries/f0022', '+13035550101', 'c0101', 'mf0022', NULL, 'application/json', '\xd25b6353409f472c35c8025c12790858960e2049ca2938ba8c01fe797322bb0a', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303232222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a32322e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313031222c202270686f6e654e756d626572223a20222b3133303335353530313031227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303232222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (35, '2026-03-01 10:15:23.156+00', '2026-11-24 16:40:07.742663+00', 13, 0, 'textus', 'message.received', '\xfdb32250fbc181ed52e261bf12ec9452', '/integrations/h13Jc5/deliveries/f0023', '+13035550102', 'c0102', 'mf0023', NULL, 'application/json', '\x23f8930c544d87a7e3971bdc7aa54296defb753ce1610404c18e22ef12a3e2b3', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303233222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a32332e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313032222c202270686f6e654e756d626572223a20222b3133303335353530313032227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303233222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (36, '2026-03-01 10:15:24.156+00', '2026-11-24 16:40:07.771644+00', 13, 0, 'textus', 'message.received', '\x09e8f7bb263d1166b89844a9591f0a03', '/integrations/h13Jc5/deliveries/f0024', '+13035550102', 'c0102', 'mf0024', NULL, 'application/json', '\xb6f5690b28dde8389f30ca8ded6fd5cb70830fda5d22adb0dc22e9609c768332', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303234222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a32342e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313032222c202270686f6e654e756d626572223a20222b3133303335353530313032227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303234222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (17, '2026-03-01 10:15:07.156+00', '2026-11-24 16:40:03.61132+00', 9, 0, 'textus', 'message.received', '\x60def77126a95afde8bef804c7ba5e35', '/integrations/h13Jc5/deliveries/f0007', '+13035550123', 'c0123', 'mf0007', NULL, 'application/json', '\x556e0419fadf03b3ed329b0dc2944c506e0d23ea430f03c5aba3795218bc9563', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303037222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a30372e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313233222c202270686f6e654e756d626572223a20222b3133303335353530313233227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303037222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (19, '2026-03-01 10:15:09.156+00', '2026-11-24 16:40:03.665959+00', 1, 0, 'textus', 'message.received', '\xd8f010f934e6fa33bbec1bc9edd37fad', '/integrations/h13Jc5/deliveries/f0009', '+13035550121', 'c0121', 'mf0009', NULL, 'application/json', '\x2ce5dd2dbf23a60695f9b2de6b9019a1c88fce7608c15db6e523918fa59766f7', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303039222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a30392e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313231222c202270686f6e654e756d626572223a20222b3133303335353530313231227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303039222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (25, '2026-03-01 10:15:15.156+00', '2026-11-24 16:40:03.938072+00', 9, 0, 'textus', 'message.received', '\xe6d0ad0589d7e739a312dbd1f0609444', '/integrations/h13Jc5/deliveries/f0015', '+13035550123', 'c0123', 'mf0015', NULL, 'application/json', '\xc8b5bf8af1efa534a211cce773e35b1b93fcbb1603ffc422952a9a777f9743fc', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303135222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31352e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313233222c202270686f6e654e756d626572223a20222b3133303335353530313233227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303135222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (30, '2026-03-01 10:15:19.156+00', '2026-11-24 16:40:04.104145+00', 9, 0, 'textus', 'message.received', '\x4e2504ae3ce02b7e1d3a2f2aca12f4ee', '/integrations/h13Jc5/deliveries/f0019', '+13035550123', 'c0123', 'mf0019', NULL, 'application/json', '\x9fc8cc9ed3b9a17edec2df6a4ac5cb4e702986ce2ce0beb3cf68fbd0ab9a74c4', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303139222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31392e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313233222c202270686f6e654e756d626572223a20222b3133303335353530313233227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303139222c2022646972656374696f6e223a2022696e222c2022626f6479223a20226265666f7265227d7d');
INSERT INTO public.event VALUES (38, '2026-03-01 10:15:26.156+00', '2026-11-24 16:40:07.813732+00', 4, 0, 'textus', 'message.received', '\xb26f5b0c3b68c7cf1f8a66fb074cab13', '/integrations/h13Jc5/deliveries/f0026', '+13035550103', 'c0103', 'mf0026', NULL, 'application/json', '\xb1b41784775034bb7e975faf99879f2e329b32c338afbf576bbe897c8031d9f8', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303236222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a32362e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313033222c202270686f6e654e756d626572223a20222b3133303335353530313033227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303236222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (39, '2026-03-01 10:15:27.156+00', '2026-11-24 16:40:07.836408+00', 4, 0, 'textus', 'message.received', '\x0c2251401a4c506ba737fe31993d42ae', '/integrations/h13Jc5/deliveries/f0027', '+13035550103', 'c0103', 'mf0027', NULL, 'application/json', '\x8b9c67c7cd125aac03eacb8f13c4e735984e5b7d587bb076f7c1611175ab625f', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303237222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a32372e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313033222c202270686f6e654e756d626572223a20222b3133303335353530313033227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303237222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (45, '2026-03-01 10:15:33.156+00', '2026-11-24 16:40:07.939892+00', 0, 0, 'textus', 'message.received', '\x7072b0877755ec94563288c1a0450b07', '/integrations/h13Jc5/deliveries/f0033', '+13035550120', 'c0120', 'mf0033', NULL, 'application/json', '\xc76ff68c7c79bd1bedda2de31252b4b89751166be432a937c5a507b8622a6c18', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303333222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a33332e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313230222c202270686f6e654e756d626572223a20222b3133303335353530313230227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303333222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (47, '2026-03-01 10:15:35.156+00', '2026-11-24 16:40:07.980045+00', 9, 0, 'textus', 'message.received', '\x412bcfa9f0acce62e6ba6070f5d5e907', '/integrations/h13Jc5/deliveries/f0035', '+13035550122', 'c0122', 'mf0035', NULL, 'application/json', '\xa6db4297943f1578f3f7187cb61fdc7064ac3435bd57c6bec89bf7a4e3d3f3b0', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303335222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a33352e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313232222c202270686f6e654e756d626572223a20222b3133303335353530313232227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303335222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (20, '2026-03-01 10:15:10.156+00', '2026-11-24 16:40:03.71519+00', 9, 0, 'textus', 'message.received', '\x8a925980f10e4ff99b7c97dae154b003', '/integrations/h13Jc5/deliveries/f0010', '+13035550122', 'c0122', 'mf0010', NULL, 'application/json', '\xb0e7153b087c51769f776d5e0b6fd062d6583733ec552f698372833de9de4399', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303130222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31302e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313232222c202270686f6e654e756d626572223a20222b3133303335353530313232227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303130222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (22, '2026-03-01 10:15:12.156+00', '2026-11-24 16:40:03.796932+00', 0, 0, 'textus', 'message.received', '\xbbdd9aa2d4d76fc8a486c5a456810738', '/integrations/h13Jc5/deliveries/f0012', '+13035550120', 'c0120', 'mf0012', NULL, 'application/json', '\x8bd8930754465be1e4d1e27312742071593926b43284225e2a37c4dcbc8cb85a', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303132222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31322e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313230222c202270686f6e654e756d626572223a20222b3133303335353530313230227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303132222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (28, '2026-03-01 10:15:18.156+00', '2026-11-24 16:40:04.054428+00', 9, 1, 'textus', 'message.received', '\xcd61b734dea97e9470a25e01ab75a510', '/integrations/h13Jc5/deliveries/f0018', '+13035550122', 'c0122', 'mf0018', NULL, 'application/json', '\x003992d5bb42518a997da9bb3088aa10e318889ce167ad7e82597df955f04f8d', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303138222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31382e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313232222c202270686f6e654e756d626572223a20222b3133303335353530313232227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303138222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (40, '2026-03-01 10:15:28.156+00', '2026-11-24 16:40:07.84745+00', 4, 0, 'textus', 'message.received', '\x6216e1aac5b06dc8683deef5f8c65803', '/integrations/h13Jc5/deliveries/f0028', '+13035550103', 'c0103', 'mf0028', NULL, 'application/json', '\xbb03fa78084c4f62fd08cdfa1968b9c9149542a4693d1d03dd620370a79d3474', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303238222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a32382e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313033222c202270686f6e654e756d626572223a20222b3133303335353530313033227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303238222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (37, '2026-03-01 10:15:25.156+00', '2026-11-24 16:40:07.792668+00', 13, 0, 'textus', 'message.received', '\xd495a98699e34aa286a5a8777064464d', '/integrations/h13Jc5/deliveries/f0025', '+13035550102', 'c0102', 'mf0025', NULL, 'application/json', '\x8a19e8e6a18727568531d595fbf3d3802a46799f691d624a1d4a0beb190a9d62', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303235222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a32352e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313032222c202270686f6e654e756d626572223a20222b3133303335353530313032227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303235222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (42, '2026-03-01 10:15:30.156+00', '2026-11-24 16:40:07.880408+00', 1, 0, 'textus', 'message.received', '\x1e0d93b69f73753160d013a47ee2d3d1', '/integrations/h13Jc5/deliveries/f0030', '+13035550121', 'c0121', 'mf0030', NULL, 'application/json', '\x5c5076960b90404f7ba4a94c200418898e7b6095ec6f1bae04f80eb2a622108a', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303330222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a33302e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313231222c202270686f6e654e756d626572223a20222b3133303335353530313231227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303330222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (43, '2026-03-01 10:15:31.156+00', '2026-11-24 16:40:07.898462+00', 9, 0, 'textus', 'message.received', '\x3e93f92369d57f37d8c4d68eece6b182', '/integrations/h13Jc5/deliveries/f0031', '+13035550122', 'c0122', 'mf0031', NULL, 'application/json', '\xf54d7c86287d7de92ac715fd72c8a74eed5c4ee9b90127cc8a74e7f6204793a6', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303331222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a33312e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313232222c202270686f6e654e756d626572223a20222b3133303335353530313232227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303331222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (44, '2026-03-01 10:15:32.156+00', '2026-11-24 16:40:07.92272+00', 9, 0, 'textus', 'message.received', '\x0eaf1e16a0f6ed5313355fbb487a92d1', '/integrations/h13Jc5/deliveries/f0032', '+13035550123', 'c0123', 'mf0032', NULL, 'application/json', '\xa6239e7acaf0c760f9d26931bada3ea4f01d41eef6673795e5aac0f6f914b906', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303332222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a33322e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313233222c202270686f6e654e756d626572223a20222b3133303335353530313233227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303332222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (46, '2026-03-01 10:15:34.156+00', '2026-11-24 16:40:07.962806+00', 1, 0, 'textus', 'message.received', '\xe65d4bc0bf7e783d47791ef5d25ced6f', '/integrations/h13Jc5/deliveries/f0034', '+13035550121', 'c0121', 'mf0034', NULL, 'application/json', '\x8ec0f90042d037c4c8344860cedc4a00654c2057891a044a39d9b1a7a6902c88', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303334222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a33342e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313231222c202270686f6e654e756d626572223a20222b3133303335353530313231227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303334222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (48, '2026-03-01 10:15:36.156+00', '2026-11-24 16:40:08.007949+00', 9, 0, 'textus', 'message.received', '\x14168965f5cfa605445a817f1a5372b4', '/integrations/h13Jc5/deliveries/f0036', '+13035550123', 'c0123', 'mf0036', NULL, 'application/json', '\xca1ff67c7c88d669f7d64f6ff9a8f5471ab40b0c1254b395a6feaa4c15d1b885', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303336222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a33362e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313233222c202270686f6e654e756d626572223a20222b3133303335353530313233227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303336222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.event VALUES (41, '2026-03-01 10:15:29.156+00', '2026-11-24 16:40:07.863697+00', 0, 0, 'textus', 'message.received', '\x2cb4381084d1d5c42a5b3da95b12ab96', '/integrations/h13Jc5/deliveries/f0029', '+13035550120', 'c0120', 'mf0029', NULL, 'application/json', '\x37f8cf108a1803f4922868780d68b7b55efdf53a512f80812bbf98ab26404a8e', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303239222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a32392e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313230222c202270686f6e654e756d626572223a20222b3133303335353530313230227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303239222c2022646972656374696f6e223a2022696e222c2022626f6479223a202268656c6c6f227d7d');
INSERT INTO public.flyway_schema_history VALUES (1, '1', 'inbox', 'SQL', 'db/migration/V1__inbox.sql', 1095040559, 'inbox', '2026-11-24 16:40:00.465629', 448, true);
INSERT INTO public.handler VALUES ('consent', 'projection', '{contact.opted_out,contact.opted_in}', 'running', NULL, 0, 0, '2026-11-24 16:40:01.319335+00');
INSERT INTO public.handler VALUES ('messages', 'projection', '{message.delivered,message.failed,message.unknown,message.received}', 'running', NULL, 0, 0, '2026-11-24 16:40:01.326655+00');
INSERT INTO public.handler VALUES ('dying', 'forward', '{}', 'running', NULL, 0, 0, '2026-11-24 16:40:01.33515+00');
INSERT INTO public.handler VALUES ('flaky', 'forward', '{}', 'running', NULL, 0, 0, '2026-11-24 16:40:01.338621+00');
INSERT INTO public.handler VALUES ('orders', 'forward', '{}', 'running', NULL, 0, 0, '2026-11-24 16:40:01.341609+00');
INSERT INTO public.handler VALUES ('strict', 'forward', '{}', 'running', NULL, 0, 0, '2026-11-24 16:40:01.344082+00');
INSERT INTO public.handler VALUES ('later', 'forward', '{}', 'paused', 'its owner moves house', 0, 0, '2026-11-24 16:40:01.330037+00');
INSERT INTO public.identity_key VALUES (true, '\x632a2a8104b04a339a79d514411c98aad469d24c55224f32990b766a32bd944f');
INSERT INTO public.instance VALUES ('43a34f2e-1d32-488d-b1c6-f13467aba3d2', '2026-11-24 16:40:01.31797+00', '2026-11-24 16:40:28.005673+00', '{consent,dying,flaky,later,messages,orders,strict}');
INSERT INTO public.lane_cursor VALUES ('consent', 4, 40, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 4, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 5, 11, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 1, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 4, 40, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 4, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 5, 11, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 1, 46, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 9, 3, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 11, 13, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 1, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 6, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 7, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 8, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 9, 48, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 12, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 9, 48, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 12, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 13, 37, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 3, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 12, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 13, 37, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 3, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 14, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 15, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 1, 27, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 10, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 5, 11, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 2, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 0, 45, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 6, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 11, 13, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 6, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 7, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 8, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 0, 45, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 6, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 3, 1, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 1, 46, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 2, 10, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 4, 9, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 10, 29, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 1, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 0, 26, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 4, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 6, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 7, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 8, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 10, 29, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 1, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 2, 34, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 3, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 12, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 14, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 15, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 3, 1, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 1, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('consent', 3, 1, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 1, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('messages', 2, 34, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 3, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 0, 45, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 6, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 5, 11, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 2, 34, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 3, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 1, 46, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 12, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 9, 48, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 12, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 11, 13, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 6, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 7, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 8, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 4, 40, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 4, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 9, 48, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 12, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 12, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 2, 34, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 14, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 15, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 10, 29, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 5, 11, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 4, 40, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 4, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 11, 13, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 11, 13, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 6, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 7, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 8, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 0, 45, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 6, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 0, 45, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 6, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 12, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 1, 46, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 12, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 14, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 15, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 13, 37, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 3, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 9, 30, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 8, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 10, 29, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 12, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 13, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 14, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('later', 15, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 10, 29, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 3, 1, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 2, 34, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 3, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 1, 46, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 12, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 3, 1, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('flaky', 3, 1, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('dying', 13, 37, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 4, 40, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 4, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 11, 13, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 6, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 7, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 8, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 10, 29, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 9, 48, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 12, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 11, 13, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 12, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 1, 46, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 12, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 14, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 15, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 9, 48, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 12, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 5, 11, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 2, 34, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 3, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 4, 40, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 5, 11, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 6, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 7, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 8, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 10, 29, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 0, 45, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 6, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 13, 37, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 3, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 12, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('orders', 13, 37, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 3, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 14, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 15, 0, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 0, 0, 0, NULL, 0);
INSERT INTO public.lane_cursor VALUES ('strict', 3, 1, '43a34f2e-1d32-488d-b1c6-f13467aba3d2', 1, 1, 0, 0, NULL, 0);
INSERT INTO public.message_status VALUES ('6Nvq9M', 'delivered', '+13035550142', '2026-03-01 10:16:02.568354+00', 4);
INSERT INTO public.message_status VALUES ('6Nvq9N', 'failed', '+13035550142', '2026-03-01 10:17:11.878086+00', 5);
INSERT INTO public.message_status VALUES ('6Nvq9L', 'received', '+13035550142', '2026-03-01 10:15:30.156+00', 6);
INSERT INTO public.message_status VALUES ('6Nvq9P', 'unknown', NULL, '2026-03-01 10:18:45.003+00', 9);
INSERT INTO public.message_status VALUES ('mf0004', 'received', '+13035550120', '2026-03-01 10:15:04.156+00', 14);
INSERT INTO public.message_status VALUES ('mf0005', 'received', '+13035550121', '2026-03-01 10:15:05.156+00', 15);
INSERT INTO public.message_status VALUES ('mf0006', 'received', '+13035550122', '2026-03-01 10:15:06.156+00', 16);
INSERT INTO public.message_status VALUES ('mf0007', 'received', '+13035550123', '2026-03-01 10:15:07.156+00', 17);
INSERT INTO public.message_status VALUES ('mf0008', 'received', '+13035550120', '2026-03-01 10:15:08.156+00', 18);
INSERT INTO public.message_status VALUES ('mf0009', 'received', '+13035550121', '2026-03-01 10:15:09.156+00', 19);
INSERT INTO public.message_status VALUES ('mf0010', 'received', '+13035550122', '2026-03-01 10:15:10.156+00', 20);
INSERT INTO public.message_status VALUES ('mf0011', 'received', '+13035550123', '2026-03-01 10:15:11.156+00', 21);
INSERT INTO public.message_status VALUES ('mf0012', 'received', '+13035550120', '2026-03-01 10:15:12.156+00', 22);
INSERT INTO public.message_status VALUES ('mf0013', 'received', '+13035550121', '2026-03-01 10:15:13.156+00', 23);
INSERT INTO public.message_status VALUES ('mf0014', 'received', '+13035550122', '2026-03-01 10:15:14.156+00', 24);
INSERT INTO public.message_status VALUES ('mf0015', 'received', '+13035550123', '2026-03-01 10:15:15.156+00', 25);
INSERT INTO public.message_status VALUES ('mf0016', 'received', '+13035550120', '2026-03-01 10:15:16.156+00', 26);
INSERT INTO public.message_status VALUES ('mf0017', 'received', '+13035550121', '2026-03-01 10:15:17.156+00', 27);
INSERT INTO public.message_status VALUES ('mf0018', 'received', '+13035550122', '2026-03-01 10:15:18.156+00', 28);
INSERT INTO public.message_status VALUES ('mf0019', 'received', '+13035550123', '2026-03-01 10:15:19.156+00', 30);
INSERT INTO public.message_status VALUES ('mf0020', 'received', '+13035550101', '2026-03-01 10:15:20.156+00', 32);
INSERT INTO public.message_status VALUES ('mf0021', 'received', '+13035550101', '2026-03-01 10:15:21.156+00', 33);
INSERT INTO public.message_status VALUES ('mf0022', 'received', '+13035550101', '2026-03-01 10:15:22.156+00', 34);
INSERT INTO public.message_status VALUES ('mf0023', 'received', '+13035550102', '2026-03-01 10:15:23.156+00', 35);
INSERT INTO public.message_status VALUES ('mf0024', 'received', '+13035550102', '2026-03-01 10:15:24.156+00', 36);
INSERT INTO public.message_status VALUES ('mf0025', 'received', '+13035550102', '2026-03-01 10:15:25.156+00', 37);
INSERT INTO public.message_status VALUES ('mf0026', 'received', '+13035550103', '2026-03-01 10:15:26.156+00', 38);
INSERT INTO public.message_status VALUES ('mf0027', 'received', '+13035550103', '2026-03-01 10:15:27.156+00', 39);
INSERT INTO public.message_status VALUES ('mf0028', 'received', '+13035550103', '2026-03-01 10:15:28.156+00', 40);
INSERT INTO public.message_status VALUES ('mf0029', 'received', '+13035550120', '2026-03-01 10:15:29.156+00', 41);
INSERT INTO public.message_status VALUES ('mf0030', 'received', '+13035550121', '2026-03-01 10:15:30.156+00', 42);
INSERT INTO public.message_status VALUES ('mf0031', 'received', '+13035550122', '2026-03-01 10:15:31.156+00', 43);
INSERT INTO public.message_status VALUES ('mf0032', 'received', '+13035550123', '2026-03-01 10:15:32.156+00', 44);
INSERT INTO public.message_status VALUES ('mf0033', 'received', '+13035550120', '2026-03-01 10:15:33.156+00', 45);
INSERT INTO public.message_status VALUES ('mf0034', 'received', '+13035550121', '2026-03-01 10:15:34.156+00', 46);
INSERT INTO public.message_status VALUES ('mf0035', 'received', '+13035550122', '2026-03-01 10:15:35.156+00', 47);
INSERT INTO public.message_status VALUES ('mf0036', 'received', '+13035550123', '2026-03-01 10:15:36.156+00', 48);
INSERT INTO public.quarantine OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-24 16:40:03.405394+00', 'textus', 'conflict', 11, 'open', NULL, 0, 'application/json', '\xb222c026d537c41cf9e1aa7f96e375a7cee7ad9c4397a7077af06710e49ab846', '\xead360fc7884dd4b27eb9b4054131bfea3db4fa8552b2c245f42bfff6bc1485d', '\x7b2240636f6e74657874223a20222f636f6e74657874732f576562686f6f6b44656c69766572792e6a736f6e6c64222c20224074797065223a20224f70744f7574576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303032222c202274696d657374616d70223a2022323032362d30332d30315431303a30303a30302e3030305a222c2022616374696f6e223a2022636f6e746163742e6f707465645f6f7574222c2022776562486f6f6b223a20222f696e746567726174696f6e732f6831334a6335222c20226f70744f7574223a207b224074797065223a20224f70744f7574222c20226964223a20222f6f70745f6f7574732f6f6f34314278222c202274797065223a20226f70742d6f7574222c202270686f6e654e756d626572223a20222b3133303335353530313131222c2022666f726d617474656450686f6e654e756d626572223a20222833303329203535352d30313432222c20226163636f756e74223a20222f6163636f756e74732f707570737461722d73616c6573227d7d');
INSERT INTO public.quarantine OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-24 16:40:04.140145+00', 'textus', 'conflict', 30, 'open', NULL, 0, 'application/json', '\xe4c23cf17f4429b9cc70c2b03ffdba863e47f121295a29b160e4440776f3f3dc', '\xc3e68540af05cc325b3d7ec8b0c8abc42b55b058c4743be3ef70ebe397e581c9', '\x7b224074797065223a2022576562686f6f6b44656c6976657279222c20226964223a20222f696e746567726174696f6e732f6831334a63352f64656c697665726965732f6630303139222c202274696d657374616d70223a2022323032362d30332d30315431303a31353a31392e3135365a222c2022616374696f6e223a20226d6573736167652e7265636569766564222c2022636f6e766572736174696f6e223a207b226964223a20222f636f6e766572736174696f6e732f6330313233222c202270686f6e654e756d626572223a20222b3133303335353530313233227d2c20226d657373616765223a207b226964223a20222f6d657373616765732f6d6630303139222c2022646972656374696f6e223a2022696e222c2022626f6479223a20226166746572227d7d');
INSERT INTO public.quarantine OVERRIDING SYSTEM VALUE VALUES (3, '2026-11-24 16:40:04.150618+00', 'textus', 'malformed', NULL, 'open', NULL, 0, 'application/json', '\x2eba6ed8a369eb4227019cc010800405a19fa6f891edecb9f76ff9af00e4596b', '\xc2cd08b09dbb0c34d5b609f5420d16271690af1584efeda22db343d951cfc4c6', '\x7b22616374696f6e223a');
INSERT INTO public.quarantine OVERRIDING SYSTEM VALUE VALUES (4, '2026-11-24 16:40:04.1806+00', 'textus', 'not-an-object', NULL, 'open', NULL, 0, 'application/json', '\x8f0fc3fcc441e09300cfaa7877a0ec745bece56bcaeabe86adc6a7cd062f2a3e', '\x49a64717d5d4cb19952e6eac2946415cf6879adacf9908e7d872332d32c6e684', '\x5b312c325d');
INSERT INTO public.quarantine OVERRIDING SYSTEM VALUE VALUES (5, '2026-11-24 16:40:04.192508+00', 'textus', 'no-type', NULL, 'discarded', '2026-11-24 16:40:06.020768+00', 0, 'application/json', '\x9e7980f30788709506390eb7b28725232036e7a97c1ebe012528446e0cc7d51c', '\x5811967f540d300d249ab30ae681359a7815fdb5d3dc71a94be1d491006a6b27', '\x7b226964223a2231227d');
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (2, 33, NULL, NULL, '2026-11-24 16:40:07.727061+00', NULL, 0, 2, false, false, false, DEFAULT, 'flaky', '+13035550101', 'blocked', NULL);
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (4, 34, NULL, NULL, '2026-11-24 16:40:07.782419+00', NULL, 0, 2, false, false, false, DEFAULT, 'flaky', '+13035550101', 'blocked', NULL);
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (8, 39, NULL, NULL, '2026-11-24 16:40:07.851723+00', NULL, 0, 4, false, false, false, DEFAULT, 'strict', '+13035550103', 'blocked', NULL);
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (9, 40, NULL, NULL, '2026-11-24 16:40:07.883878+00', NULL, 0, 4, false, false, false, DEFAULT, 'strict', '+13035550103', 'blocked', NULL);
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (6, 38, NULL, NULL, '2026-11-24 16:40:07.827427+00', '2026-11-24 16:40:08.035281+00', 2, 4, false, false, true, DEFAULT, 'strict', '+13035550103', 'dead', 'HTTP 500');
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (3, 35, NULL, NULL, '2026-11-24 16:40:07.761049+00', '2026-11-24 16:40:08.040914+00', 2, 13, false, false, false, DEFAULT, 'dying', '+13035550102', 'dead', 'HTTP 500');
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (5, 36, NULL, NULL, '2026-11-24 16:40:07.796147+00', '2026-11-24 16:40:09.06665+00', 2, 13, false, false, false, DEFAULT, 'dying', '+13035550102', 'dead', 'HTTP 500');
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (7, 37, NULL, NULL, '2026-11-24 16:40:07.829451+00', '2026-11-24 16:40:10.586734+00', 2, 13, false, false, false, DEFAULT, 'dying', '+13035550102', 'discarded', 'HTTP 500');
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (12, 35, 3, NULL, '2026-11-24 16:40:12.85318+00', '2026-11-24 16:40:13.037576+00', 2, 13, false, true, false, DEFAULT, 'dying', '+13035550102', 'dead', 'HTTP 500');
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (13, 36, 3, NULL, '2026-11-24 16:40:12.85318+00', '2026-11-24 16:40:14.035168+00', 2, 13, false, true, false, DEFAULT, 'dying', '+13035550102', 'dead', 'HTTP 500');
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (14, 37, 3, NULL, '2026-11-24 16:40:12.85318+00', '2026-11-24 16:40:15.048177+00', 2, 13, false, true, false, DEFAULT, 'dying', '+13035550102', 'dead', 'HTTP 500');
INSERT INTO public.redelivery OVERRIDING SYSTEM VALUE VALUES (1, 32, NULL, '2026-11-24 16:40:18.459573+00', '2026-11-24 16:40:07.727061+00', NULL, 6, 2, false, false, false, DEFAULT, 'flaky', '+13035550101', 'retrying', 'HTTP 500');
INSERT INTO public.redelivery_tally VALUES ('flaky', 2, 'retrying', false, 1);
INSERT INTO public.redelivery_tally VALUES ('flaky', 2, 'blocked', false, 2);
INSERT INTO public.redelivery_tally VALUES ('strict', 4, 'blocked', false, 2);
INSERT INTO public.redelivery_tally VALUES ('strict', 4, 'dead', false, 1);
INSERT INTO public.redelivery_tally VALUES ('strict', 4, 'retrying', false, 0);
INSERT INTO public.redelivery_tally VALUES ('dying', 13, 'blocked', false, 0);
INSERT INTO public.redelivery_tally VALUES ('dying', 13, 'retrying', false, 0);
INSERT INTO public.redelivery_tally VALUES ('dying', 13, 'dead', false, 2);
INSERT INTO public.redelivery_tally VALUES ('dying', 13, 'discarded', false, 1);
INSERT INTO public.redelivery_tally VALUES ('orders', 11, 'replayed', true, 0);
INSERT INTO public.redelivery_tally VALUES ('orders', 1, 'replayed', true, 0);
INSERT INTO public.redelivery_tally VALUES ('dying', 13, 'replayed', true, 0);
INSERT INTO public.redelivery_tally VALUES ('dying', 13, 'dead', true, 3);
INSERT INTO public.redelivery_tally VALUES ('dying', 13, 'retrying', true, 0);
INSERT INTO public.redelivery_tally VALUES ('orders', 0, 'replayed', true, 0);
INSERT INTO public.replay OVERRIDING SYSTEM VALUE VALUES (1, 'completed', '{orders}', '{"contact": "+13035550111"}', 100, 'the CRM lost them', 'operator', '2026-11-24 16:40:10.806578+00', '2026-11-24 16:40:11.092356+00', 48, 48, '2026-11-24 16:40:10.816578+00', 1, 1, 1, 0);
INSERT INTO public.replay OVERRIDING SYSTEM VALUE VALUES (2, 'cancelled', '{orders}', '{"types": ["message.received"]}', 1, 'the CRM lost them', 'operator', '2026-11-24 16:40:11.146263+00', '2026-11-24 16:40:12.734163+00', 48, 6, '2026-11-24 16:40:12.146263+00', 34, 1, 1, 0);
INSERT INTO public.replay OVERRIDING SYSTEM VALUE VALUES (3, 'completed', '{dying}', '{"contact": "+13035550102"}', 100, 'the CRM lost them', 'operator', '2026-11-24 16:40:12.770151+00', '2026-11-24 16:40:15.135668+00', 48, 48, '2026-11-24 16:40:12.800151+00', 3, 3, 0, 3);
INSERT INTO public.replay OVERRIDING SYSTEM VALUE VALUES (4, 'running', '{orders}', '{"contact": "+13035550120"}', 1, 'the CRM lost them', 'operator', '2026-11-24 16:40:15.17186+00', NULL, 48, 18, '2026-11-24 16:40:17.171859+00', 6, 2, 2, 0);
INSERT INTO public.source VALUES ('legacy', 1, 1, 0, 0, '2026-11-24 16:40:04.009835+00');
INSERT INTO public.source VALUES ('textus', 50, 43, 4, 3, '2026-11-24 16:40:08.007949+00');
SELECT pg_catalog.setval('public.attempt_id_seq', 24, true);
SELECT pg_catalog.setval('public.audit_id_seq', 8, true);
SELECT pg_catalog.setval('public.duplicate_id_seq', 4, true);
SELECT pg_catalog.setval('public.event_id', 48, true);
SELECT pg_catalog.setval('public.quarantine_id_seq', 5, true);
SELECT pg_catalog.setval('public.redelivery_id_seq', 16, true);
SELECT pg_catalog.setval('public.replay_id_seq', 4, true);
ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (contact);
ALTER TABLE ONLY public.duplicate
    ADD CONSTRAINT duplicate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
ALTER TABLE ONLY public.handler
    ADD CONSTRAINT handler_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.identity_key
    ADD CONSTRAINT identity_key_pkey PRIMARY KEY (singleton);
ALTER TABLE ONLY public.instance
    ADD CONSTRAINT instance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lane_cursor
    ADD CONSTRAINT lane_cursor_pkey PRIMARY KEY (handler, lane);
ALTER TABLE ONLY public.message_status
    ADD CONSTRAINT message_status_pkey PRIMARY KEY (message);
ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT quarantine_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.redelivery
    ADD CONSTRAINT redelivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.redelivery_tally
    ADD CONSTRAINT redelivery_tally_pkey PRIMARY KEY (handler, lane, state, replay);
ALTER TABLE ONLY public.replay
    ADD CONSTRAINT replay_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (name);
CREATE INDEX attempt_event ON public.attempt USING btree (event_id, handler);
CREATE INDEX duplicate_event ON public.duplicate USING btree (event_id);
CREATE INDEX event_contact ON public.event USING btree (contact, id) WHERE (contact IS NOT NULL);
CREATE INDEX event_conversation ON public.event USING btree (conversation, id) WHERE (conversation IS NOT NULL);
CREATE UNIQUE INDEX event_delivery ON public.event USING btree (delivery_id, source) WHERE (delivery_id IS NOT NULL);
CREATE UNIQUE INDEX event_identity ON public.event USING btree (identity);
CREATE INDEX event_lane ON public.event USING btree (lane, id);
CREATE INDEX event_message ON public.event USING btree (message, id) WHERE (message IS NOT NULL);
CREATE INDEX event_occurred ON public.event USING brin (occurred_at) WITH (pages_per_range='32');
CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);
CREATE INDEX message_status_contact ON public.message_status USING btree (contact) WHERE (contact IS NOT NULL);
CREATE UNIQUE INDEX quarantine_open ON public.quarantine USING btree (source, digest) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX redelivery_live ON public.redelivery USING btree (event_id, handler) WHERE (replay_id IS NULL);
CREATE INDEX redelivery_next ON public.redelivery USING btree (handler, due_at) WHERE (state = ANY (ARRAY['retrying'::text, 'replayed'::text]));
CREATE INDEX redelivery_outstanding ON public.redelivery USING btree (replay_id) WHERE ((replay_id IS NOT NULL) AND (state = ANY (ARRAY['retrying'::text, 'blocked'::text, 'replayed'::text])));
CREATE INDEX redelivery_queue ON public.redelivery USING btree (handler, key, id) WHERE active;
CREATE UNIQUE INDEX redelivery_replay ON public.redelivery USING btree (replay_id, event_id, handler) WHERE (replay_id IS NOT NULL);
CREATE INDEX redelivery_state ON public.redelivery USING btree (handler, state, id);
CREATE INDEX replay_running ON public.replay USING btree (id) WHERE (state = 'running'::text);
CREATE TRIGGER redelivery_added AFTER INSERT ON public.redelivery REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.tally_redelivery();
CREATE TRIGGER redelivery_moved AFTER UPDATE ON public.redelivery REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.tally_redelivery();
CREATE TRIGGER redelivery_removed AFTER DELETE ON public.redelivery REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.tally_redelivery();
ALTER TABLE ONLY public.lane_cursor
    ADD CONSTRAINT lane_cursor_handler_fkey FOREIGN KEY (handler) REFERENCES public.handler(name) ON DELETE CASCADE;
ALTER TABLE ONLY public.redelivery
    ADD CONSTRAINT redelivery_handler_fkey FOREIGN KEY (handler) REFERENCES public.handler(name) ON DELETE CASCADE;
ALTER TABLE ONLY public.redelivery_tally
    ADD CONSTRAINT redelivery_tally_handler_fkey FOREIGN KEY (handler) REFERENCES public.handler(name) ON DELETE CASCADE;
