\set n random(1, 9000000000000000000)
WITH e AS (INSERT INTO event (event_id, key, body) SELECT 'evt_' || :n::bigint || '_' || u.i, 'k' || (u.i % 1000), convert_to(u.b, 'UTF8') FROM unnest(:bodies::text[]) WITH ORDINALITY AS u (b, i) ON CONFLICT (event_id) DO NOTHING RETURNING seq, key) INSERT INTO delivery (event_seq, key) SELECT seq, key FROM e;
