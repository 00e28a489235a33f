-- What each stretch of 256 ids has in it, so that a reader looking for what is rare passes over the others. Written behind
-- the append, once for each stretch that is full: no id in it appears later. It may say more than is there (retention).
-- Half a byte for each event, where an index on type would be 40.
CREATE TABLE event_span (
  span     bigint PRIMARY KEY,          -- covers the ids from span * 256 + 1 to span * 256 + 256
  earliest timestamptz,                 -- of occurred_at; null: no event has such an id
  latest   timestamptz,
  types    text[] NOT NULL,
  sources  text[] NOT NULL
);
