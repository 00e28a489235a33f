-- Whether a source's deliveries are taken or parked at the provider, for all instances and over restarts.
CREATE TABLE source_gate (
  name         text PRIMARY KEY,
  mode         text NOT NULL DEFAULT 'accept' CHECK (mode IN ('accept', 'park')), -- an operator's
  outage_since timestamptz,  -- the first 504 after a success; null: no outage is known
  noted_at     timestamptz   -- written once a second during an outage: a commit proves that writes work
) WITH (fillfactor = 50);

-- How much each secret of a source's ring still verifies, so that a rotation can be finished with certainty. Written once a
-- second for what came meanwhile.
CREATE TABLE secret_use (
  source       text NOT NULL,
  position     smallint NOT NULL,
  deliveries   bigint NOT NULL,
  last_used_at timestamptz NOT NULL,
  PRIMARY KEY (source, position)
) WITH (fillfactor = 50);
