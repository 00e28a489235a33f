-- Appends :n events of the type :type as the program itself would, in batches of 1,000: of :contacts contacts in turn, or of
-- none when that is 0, each event then standing alone.
SELECT append_events(
  array_agg('textus'::text), array_agg(:'type'::text), array_agg((CASE WHEN :contacts = 0 THEN g ELSE g % :contacts END % 16)::int),
  array_agg(decode(md5(:'salt' || g), 'hex')), array_agg('/integrations/h13Jc5/deliveries/' || :'salt' || g),
  array_agg(CASE WHEN :contacts > 0 THEN '+1303' || 5550000 + g % :contacts END), array_agg(NULL::text), array_agg(NULL::text),
  array_agg(NULL::text), array_agg((extract(epoch FROM clock_timestamp()) * 1e6)::bigint), array_agg('application/json'::text),
  array_agg(0), array_agg(sha256(convert_to(:'salt' || g, 'UTF8'))),
  array_agg(convert_to(format('{"action":"%s","id":"%s","filler":"%s"}', :'type', g, repeat(md5(g::text), 26)), 'UTF8')
)) FROM generate_series(1, :n) AS g GROUP BY g / 1000;
