-- What each stretch of 256 ids has in it, so that a reader looking for what is rare passes over the others. Written behind
-- the append, once for each stretch that is full: no id in it appears later. It may say more than is there. A third of a
-- byte for each event, where indexes on type, source and time would be 40 each; and asked for all of them together.
CREATE TABLE event_span (
  span     bigint PRIMARY KEY,          -- covers the ids from span * 256 + 1 to span * 256 + 256
  earliest timestamptz,                 -- of occurred_at; null: no event has such an id
  latest   timestamptz,
  types    bigint NOT NULL,             -- the marks of all its types
  sources  bigint NOT NULL
);

-- One bit of 64 for a name. Names may share one: then a span is looked at in vain.
CREATE FUNCTION span_mark(p_name text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN 1::bigint << (get_byte(sha256(convert_to(p_name, 'UTF8')), 0) & 63);
