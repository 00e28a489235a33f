-- Pull consumers: handlers whose events are fetched. What a client has in hand is leased to it.
SET LOCAL lock_timeout = '2s';

-- Where a handler sends to, as operators see it: a forward's URL or a relay's topic, without anything secret.
ALTER TABLE handler ADD COLUMN target text;

-- A row that a client has. The lease holds as long as lease_until is due_at: whoever makes the row due at another time, or
-- settles it, has ended the lease with that, older programs and operators included.
ALTER TABLE redelivery
  ADD COLUMN lease_id    bigint,
  ADD COLUMN lease_until timestamptz;
CREATE INDEX redelivery_lease ON redelivery (lease_id, event_id) WHERE lease_id IS NOT NULL;
CREATE INDEX redelivery_leased ON redelivery (due_at, handler) WHERE lease_until = due_at;

-- One for each answer to a client.
CREATE SEQUENCE pull_lease_id;

-- What a client has of a lane, as long as nobody needs more of that lane: the events behind its cursor, which moves when all
-- are acknowledged. So an event that goes well has no row of its own. Where somebody does need more, or one of them fails, the
-- open ones become rows of the redelivery table, and the cursor moves at once. Changed behind the lane's lock only.
CREATE TABLE pull_lease (
  handler       text NOT NULL REFERENCES handler (name) ON DELETE CASCADE,
  lane          smallint NOT NULL,
  lease_id      bigint NOT NULL,
  from_position bigint NOT NULL,  -- where the cursor is
  to_position   bigint NOT NULL,  -- where it will be
  open_events   bigint[] NOT NULL,
  handled       bigint NOT NULL DEFAULT 0,
  skipped       bigint NOT NULL,
  leased_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  lease_until   timestamptz NOT NULL,
  PRIMARY KEY (handler, lane)
) WITH (fillfactor = 50);
