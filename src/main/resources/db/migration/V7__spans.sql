-- One bit of 64 for a name, as V4 had it, was too few: a rare type that shares its bit with a common one is looked for in
-- every span. Spans are made anew from the log in the background, a hundred at a time.
DROP TABLE event_span;
DROP FUNCTION span_mark;

-- What each stretch of 256 ids has in it, so that a reader looking for what is rare passes over the others; and what each
-- 64 of them have, so that passing over is quick. Written behind the append, once for each stretch that is full: no id in
-- it appears later. It may say more than is there. Half a byte for each event, where indexes on type, source and time would
-- be 30 to 40 each; and it answers for all of them together.
CREATE TABLE event_span (
  span     bigint PRIMARY KEY,          -- covers the ids from span * 256 + 1 to span * 256 + 256
  earliest timestamptz,                 -- of occurred_at; null: no event has such an id
  latest   timestamptz,
  marks    bit(256) NOT NULL            -- those of all its types and sources
);
CREATE TABLE event_block (
  block    bigint PRIMARY KEY,          -- covers the spans from block * 64 to block * 64 + 63, as far as they are known
  earliest timestamptz,
  latest   timestamptz,
  marks    bit(256) NOT NULL
);

-- Three bits of 256 for a name. Where others happen to have all three, a span is looked at in vain.
CREATE FUNCTION span_mark(p_name text) RETURNS bit(256) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT set_bit(set_bit(set_bit(repeat('0', 256)::bit(256), get_byte(h, 0), 1), get_byte(h, 1), 1), get_byte(h, 2), 1)
    FROM sha256(convert_to(p_name, 'UTF8')) h
$$;
