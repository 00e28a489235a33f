#!/usr/bin/env bash
# Opens each of the console's pages at an inbox that bench/fill.sh filled, and says how long the server takes for it.
#   bench/pages.sh <base url> <name of an operator's key> <key> [times each, default 200]
# Signs in as a browser does; then one connection, one request after the other, warm: the first tenth is not counted.
# Pages that need something to show (an event, a contact) take what the log has: its newest, its middle, its busiest.
set -euo pipefail
base=${1%/} name=$2 key=$3 times=${4:-200}
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT

token=$(curl -sS -c "$jar" "$base/console/sign-in" | sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' | head -1)
curl -sS -o /dev/null -b "$jar" -c "$jar" --data-urlencode "token=$token" --data-urlencode "name=$name" \
  --data-urlencode "key=$key" "$base/console/sign-in"
grep -q console-session "$jar" || { echo "nobody of that name with that key" >&2; exit 1; }

newest=$(curl -sS -H "Authorization: Bearer $key" "$base/api/events?limit=1" | sed -n 's/.*"id":"\([0-9]*\)".*/\1/p')
[ -n "$newest" ] || { echo "the log is empty: bench/fill.sh fills it" >&2; exit 1; }
cursor() { printf '%s:%s' "$1" "$2" | base64 | tr '+/' '-_' | tr -d '=\n'; }

# open NAME PATH
open() {
  local urls=() i
  for ((i = 0; i < times; i++)); do urls+=(-o /dev/null "$base/console$2"); done
  curl -sS -g -b "$jar" -w '%{http_code} %{time_total} %{size_download}\n' "${urls[@]}" |
    tail -n +$((times / 10 + 1)) | sort -k2 -n |
    awk -v name="$1" '{ if ($1 != 200) bad++; t[NR] = $2 * 1000; size = $3 }
      END { printf "%-40s p50 %7.1f ms  p99 %7.1f ms  %5.0f KB%s\n", name, t[int((NR + 1) / 2)], t[int(NR * 0.99)], size / 1024,
              bad ? "  not 200: " bad : "" }'
}

echo "$newest events"
open "sign-in" "/sign-in"
open "overview" ""
open "events" "/events"
open "events, deep" "/events?cursor=$(cursor desc $((newest / 2)))"
open "events, 200 on a page" "/events?limit=200"
open "events, type one in a hundred" "/events?type=contact.opted_in"
open "events, type none" "/events?type=never"
open "events, a day last spring" "/events?from=2025-04-01T00:00:00Z&to=2025-04-02T00:00:00Z"
open "events, a source with none" "/events?source=nobody"
open "events, words that nobody wrote" "/events?text=xylophone"
open "events, words that many wrote" "/events?text=slot"
open "event, the newest" "/events/$newest"
open "event, the first" "/events/1"
open "contact, the busiest" "/contacts/+13032000000"
open "contact, the busiest, older" "/contacts/+13032000000?cursor=$(cursor desc $((newest / 2)))"
open "contact, a quiet one" "/contacts/+13032004000"
open "contact, unknown" "/contacts/+13039999999"
open "failed" "/failed"
open "failed, dead" "/failed?state=dead"
open "quarantine" "/quarantine"
open "replays" "/replays"
open "replay, the form" "/replays/new"
open "handlers" "/handlers"
open "provider" "/provider"
open "reconciliation of a day" "/provider/textus/reconciliation?from=2025-04-01T00:00:00Z&to=2025-04-02T00:00:00Z"
open "reconciliation of a month" "/provider/textus/reconciliation?from=2025-04-01T00:00:00Z&to=2025-05-01T00:00:00Z"
open "audit" "/audit"
open "erase" "/erase"
