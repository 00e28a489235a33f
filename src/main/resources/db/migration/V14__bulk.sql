-- Orders that concern very many rows: worked off in batches, by whichever instance comes by, from where the last one stopped.
SET LOCAL lock_timeout = '2s';

CREATE TABLE bulk (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created_at  timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  until_id    bigint NOT NULL,            -- the newest row when it was made: it never chases what comes later
  position    bigint NOT NULL DEFAULT 0,  -- within the stage, up to where it is done
  matched     bigint,                     -- null: not known before the end
  done        bigint NOT NULL DEFAULT 0,
  stage       smallint NOT NULL DEFAULT 0,
  state       text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'completed', 'cancelled')),
  action      text NOT NULL,
  wanted      jsonb NOT NULL,             -- what it is done to, as its action reads it
  reason      text NOT NULL,
  created_by  text NOT NULL,
  CONSTRAINT bulk_finished CHECK ((state = 'running') = (finished_at IS NULL))
);
CREATE INDEX bulk_running ON bulk (id) WHERE state = 'running';

-- Whom an order erases; gone when it is over.
CREATE TABLE bulk_contact (
  bulk        bigint NOT NULL REFERENCES bulk (id) ON DELETE CASCADE,
  n           int NOT NULL,
  contact     text NOT NULL,
  events      bigint NOT NULL DEFAULT 0,
  redeliveries bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (bulk, n)
);

-- What is due, lane by lane: the owner of a few lanes need not read past what waits in all others.
CREATE INDEX redelivery_due ON redelivery (handler, lane, due_at) WHERE state IN ('retrying', 'replayed');

-- Texts that may quote a phone, so that erasing one does not read all others: as many digits as the shortest has, with what
-- may stand between them. Whoever looks repeats the condition (retention.Texts).
CREATE INDEX attempt_digits ON attempt (id) WHERE error ~ '([0-9][^0-9A-Za-z]{0,4}){7}';
CREATE INDEX redelivery_digits ON redelivery (id) WHERE last_error ~ '([0-9][^0-9A-Za-z]{0,4}){7}';
CREATE INDEX audit_digits ON audit (id) WHERE reason ~ '([0-9][^0-9A-Za-z]{0,4}){7}';

-- A replay of very many begins before they are counted: counted is how many there are up to counted_to, and matched is null
-- until that has reached the end.
ALTER TABLE replay ALTER COLUMN matched DROP NOT NULL;
ALTER TABLE replay ADD COLUMN counted bigint NOT NULL DEFAULT 0;
ALTER TABLE replay ADD COLUMN counted_to bigint NOT NULL DEFAULT 0;
