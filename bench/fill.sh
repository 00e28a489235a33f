#!/usr/bin/env bash
# Fills an empty inbox with events, in minutes: for plans and times at depth, not for order or handlers.
#   bench/fill.sh <postgresql url> [events, default 10000000] [contacts, default 5000]
# The database has the schema already (start the program on it once, then stop it) and no event yet. Secondary indexes are
# dropped meanwhile and made again at the end, so they are packed tighter than ones that grew.
# What is made: a year of traffic in the provider's mix of types, one type in a million rare; three sources, of which one is
# rare; contacts of which a few are busy; bodies of about 900 bytes; one event in a thousand hours late. The ledger's counts,
# the sequence and the handlers' cursors fit; lanes are spread by a hash of the database's, not the program's.
set -euo pipefail
url=$1 events=${2:-10000000} contacts=${3:-5000}
chunk=1000000
sql() { psql -X -q -At -v ON_ERROR_STOP=1 -v events="$events" -v contacts="$contacts" "$@" "$url"; }

[ "$(sql -c 'SELECT count(*) FROM (SELECT 1 FROM event LIMIT 1) e')" = 0 ] || { echo "there are events already" >&2; exit 1; }

indexes=$(sql -c "SELECT indexdef || ';' FROM pg_indexes
                   WHERE schemaname = current_schema AND tablename = 'event' AND indexname <> 'event_pkey'")
sql -c "SELECT 'DROP INDEX ' || string_agg(indexname, ', ') FROM pg_indexes
         WHERE schemaname = current_schema AND tablename = 'event' AND indexname <> 'event_pkey'" | sql -f -

for ((from = 1; from <= events; from += chunk)); do
  sql -v from="$from" -v to="$((from + chunk - 1 < events ? from + chunk - 1 : events))" -f - <<'SQL'
SET synchronous_commit = off;
INSERT INTO event (id, occurred_at, received_at, lane, secret_position, source, type, identity, delivery_id, contact,
                   conversation, message, account, content_type, signature, body)
SELECT e.id, e.at - make_interval(secs => CASE WHEN e.id % 1000 = 0 THEN 3600 * (1 + e.n % 12) ELSE e.n % 3 END), e.at,
       hashtext(p.phone) & 15, 0, e.source, e.type, e.digest, '/integrations/h13Jc5/deliveries/' || substr(e.hex, 1, 16),
       p.phone, 'c' || e.who, CASE WHEN e.type LIKE 'message.%' THEN 'm' || e.id END, 'pupstar-sales',
       'application/json', e.digest || e.digest,
       convert_to(format('{"@context":"/contexts/WebhookDelivery.jsonld","@type":"WebhookDelivery",'
         '"id":"/integrations/h13Jc5/deliveries/%s","timestamp":"%s","action":"%s","webHook":"/integrations/h13Jc5",'
         '"conversation":{"@type":"Conversation","id":"/conversations/c%s","currentState":"open",'
         '"account":"/accounts/pupstar-sales","phoneNumber":"%s","accountPhoneNumber":"+17205550100"},'
         '"message":{"@type":"Message","id":"/messages/m%s","direction":"in","body":"%s","deliveryState":"%s"},'
         '"trace":"%s"}',
         substr(e.hex, 1, 16), to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), e.type, e.who, p.phone, e.id,
         (ARRAY['Is the 2pm slot still free?', 'Yes, see you then.', 'Please call me back.', 'Thanks!'])[1 + e.n % 4],
         split_part(e.type, '.', 2), repeat(e.hex, 10)), 'UTF8')
  FROM (SELECT g AS id, timestamptz '2025-01-01Z' + g * interval '3.15 s' AS at, d.hex, decode(d.hex, 'hex') AS digest,
               h.n, floor(:contacts * power((h.n % 1000003) / 1000003.0, 3))::int AS who,
               CASE WHEN g % 500009 = 7 THEN 'rare-source' WHEN h.n % 100 < 3 THEN 'second' ELSE 'textus' END AS source,
               CASE WHEN g % 1000003 = 11 THEN 'campaign.paused'
                    WHEN h.n / 128 % 100 < 45 THEN 'message.delivered' WHEN h.n / 128 % 100 < 85 THEN 'message.received'
                    WHEN h.n / 128 % 100 < 88 THEN 'message.failed' WHEN h.n / 128 % 100 < 90 THEN 'message.unknown'
                    WHEN h.n / 128 % 100 < 94 THEN 'phone_call.completed' WHEN h.n / 128 % 100 < 97 THEN 'contact.created'
                    WHEN h.n / 128 % 100 < 99 THEN 'contact.opted_out' ELSE 'contact.opted_in' END AS type
          FROM generate_series(:from::bigint, :to::bigint) g
         CROSS JOIN LATERAL (SELECT md5(g::text) AS hex) d
         CROSS JOIN LATERAL (SELECT hashint8extended(g, 1) & 2147483647 AS n) h) e
 CROSS JOIN LATERAL (SELECT '+1303' || 2000000 + e.who AS phone) p
 ORDER BY e.id;
SQL
  echo "$((from + chunk - 1 < events ? from + chunk - 1 : events)) events" >&2
done

{ echo "SET maintenance_work_mem = '512MB';"; echo "$indexes"; } | sql -f -
sql -f - <<'SQL'
SELECT setval('event_id', :events) \g /dev/null
CREATE TEMP TABLE tally AS
  SELECT source, lane, type, count(*) AS n, max(received_at) AS latest FROM event GROUP BY source, lane, type;
INSERT INTO source AS s (name, received, stored, last_received_at)
SELECT source, sum(n), sum(n), max(latest) FROM tally GROUP BY source
ON CONFLICT (name) DO UPDATE SET received = s.received + excluded.stored, stored = s.stored + excluded.stored;
UPDATE lane_cursor c
   SET position = :events, handled = t.wanted, skipped = t.other
  FROM (SELECT h.name, l.lane, coalesce(sum(n) FILTER (WHERE h.types = '{}' OR type = ANY (h.types)), 0) AS wanted,
               coalesce(sum(n) FILTER (WHERE h.types <> '{}' AND type <> ALL (h.types)), 0) AS other
          FROM handler h CROSS JOIN generate_series(0, 15) AS l (lane) LEFT JOIN tally ON tally.lane = l.lane
         GROUP BY h.name, l.lane) t
 WHERE c.handler = t.name AND c.lane = t.lane;
VACUUM (ANALYZE) event;

SQL
