-- Erasure on an operator's word, and retention: the two ways in which history goes.

-- ── Erasure ────────────────────────────────────────────────────────────────────────────────────────────────
-- An erased entry keeps its id, times and reason; its digest would still tell a body that is guessed right.
ALTER TABLE quarantine ALTER COLUMN body DROP NOT NULL;
ALTER TABLE quarantine ALTER COLUMN digest DROP NOT NULL;
ALTER TABLE quarantine ADD CONSTRAINT quarantine_erased
  CHECK ((body IS NULL) = (digest IS NULL) AND (body IS NOT NULL OR state <> 'open'));
CREATE INDEX quarantine_event ON quarantine (event_id) WHERE event_id IS NOT NULL;
-- For the alarm: counted from the index alone.
CREATE INDEX quarantine_alarm ON quarantine (source, reason) WHERE state = 'open';

-- A replay's rows by their event; an event's own are found by redelivery_live.
CREATE INDEX redelivery_replayed_event ON redelivery (event_id) WHERE replay_id IS NOT NULL;

-- ── Retention ──────────────────────────────────────────────────────────────────────────────────────────────
-- How many events have gone. A row of its own: the source's is locked by every append.
CREATE TABLE retention (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  removed   bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
INSERT INTO retention DEFAULT VALUES;

-- Discarded events whose rows went with them: the ledger goes on counting them.
ALTER TABLE lane_cursor ADD COLUMN discarded bigint NOT NULL DEFAULT 0;

-- As before; and what is gone already, a handler that begins at the beginning has skipped. Whoever takes from history
-- holds this lock, so that nothing goes which a handler registered meanwhile has counted as there.
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
           CASE WHEN p_from_now THEN coalesce((SELECT sum(stored) FROM source), 0)
                ELSE (SELECT removed FROM retention) END
    ON CONFLICT DO NOTHING;
    INSERT INTO lane_cursor (handler, lane, position)
    SELECT h.name, l, h.start_position FROM handler h, generate_series(0, p_lanes - 1) l WHERE h.name = p_name
    ON CONFLICT DO NOTHING;
  END IF;
END $$;
