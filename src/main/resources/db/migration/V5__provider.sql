-- The provider's side: what we set there, what was found, and what is wrong.

-- One row for each source that has provider settings.
CREATE TABLE provider_integration (
  source             text PRIMARY KEY,
  integration_id     text,               -- the one we made or took over; found again even when its URL was changed by hand
  busy_until         timestamptz,        -- somebody changes it just now: two at once might make two
  -- The secret that we set. The provider never shows it, so all that is known is what we did and what came of it.
  secret_fingerprint bytea,              -- tells the configured ones apart, and no more: four bytes of a keyed hash
  secret_set_at      timestamptz,
  secret_checked_to  bigint,             -- events up to here are not signed with it, or came before it
  secret_event_id    bigint,             -- the first event that is
  secret_proven_at   timestamptz,
  -- The watcher's last look.
  check_at           timestamptz NOT NULL DEFAULT now(), -- the next one; who moves this makes it
  checked_at         timestamptz,
  check_error        text,               -- null: it could look
  unhealthy_since    timestamptz,
  drift_since        timestamptz,
  drift              text,               -- for people
  CONSTRAINT provider_secret_set CHECK ((secret_fingerprint IS NULL) = (secret_set_at IS NULL)),
  CONSTRAINT provider_secret_proven CHECK ((secret_event_id IS NULL) = (secret_proven_at IS NULL)),
  CONSTRAINT provider_drift CHECK ((drift_since IS NULL) = (drift IS NULL))
);

-- Events by the hour in which they came, for telling silence from quiet. Fed by event id, a batch at a time: reading it
-- costs the same at any size of the log.
CREATE TABLE hourly_count (
  source text NOT NULL,
  hour   timestamptz NOT NULL,
  n      bigint NOT NULL,
  PRIMARY KEY (source, hour)
) WITH (fillfactor = 50);

CREATE TABLE hourly_progress (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  position  bigint NOT NULL DEFAULT 0
);
INSERT INTO hourly_progress DEFAULT VALUES;

-- ── Alarms ─────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE alarm (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind      text NOT NULL,
  source    text,                        -- null: it is about no single source
  since     timestamptz NOT NULL,
  until     timestamptz,                 -- null: open
  detail    text NOT NULL
);
CREATE UNIQUE INDEX alarm_open ON alarm (kind, source) NULLS NOT DISTINCT WHERE until IS NULL;

-- What the alarm webhook has still to be told; a row goes when it was.
CREATE TABLE alarm_notice (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alarm_id bigint NOT NULL REFERENCES alarm (id),
  state    text NOT NULL CHECK (state IN ('opened', 'closed')),
  due_at   timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0
);
CREATE INDEX alarm_notice_due ON alarm_notice (due_at);
