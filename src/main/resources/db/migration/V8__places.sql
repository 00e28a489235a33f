-- Where in a span the events of each type and source stand, so that what is rare within it is read alone. For a reader of one
-- type in a hundred, whole spans are 5,000 events looked at for 50. Spans from before have none and are looked through whole,
-- as those are that an older program writes beside this one.
ALTER TABLE event_span
  ADD COLUMN types   text[],     -- of its events; with the next two, one entry for each pair of type and source
  ADD COLUMN sources text[],
  ADD COLUMN places  bytea[];    -- a byte for each event of the pair, in the order of ids: its id - (span * 256 + 1)
