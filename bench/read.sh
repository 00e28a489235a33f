#!/usr/bin/env bash
# Asks an inbox that bench/fill.sh filled for pages, first ones and deep ones, and says how long they take.
#   bench/read.sh <base url> <key> <events> [times each, default 300]
# One connection, one request after the other, limit 50, warm: the first tenth of the answers is not counted.
set -euo pipefail
base=$1 key=$2 events=$3 times=${4:-300}
deep=$((events / 10 > 1000000 ? events - 1000000 : events / 2))
cursor() { printf '%s:%s' "$1" "$2" | base64 | tr '+/' '-_' | tr -d '=\n'; }

# ask NAME QUERY: a # in the query is another number each time.
ask() {
  local urls=() i
  for ((i = 0; i < times; i++)); do urls+=(-o /dev/null "$base/api/events?${2//\#/$(printf %04d $((i * 7919 % 4999)))}"); done
  curl -sS -g -H "Authorization: Bearer $key" -w '%{http_code} %{time_total}\n' "${urls[@]}" |
    tail -n +$((times / 10 + 1)) | sort -k2 -n |
    awk -v name="$1" '{ if ($1 != 200) bad++; t[NR] = $2 * 1000 }
      END { printf "%-44s p50 %7.1f ms  p99 %7.1f ms%s\n", name, t[int((NR + 1) / 2)], t[int(NR * 0.99)], bad ? "  not 200: " bad : "" }'
}

both() {
  ask "$1" "$2"
  ask "$1, deep" "$2&cursor=$(cursor desc $deep)"
}

both "no filter" "limit=50"
both "source, all but a few" "source=textus"
both "source, two in a million" "source=rare-source"
both "source, none" "source=nobody"
both "type, every other" "type=message.delivered"
both "type, one in a hundred" "type=contact.opted_in"
both "type, one in a million" "type=campaign.paused"
both "type, none" "type=never"
ask "type, one in a million, asc" "type=campaign.paused&order=asc"
both "contact, the busiest" "contact=%2B13032000000"
both "contact, in turn" "contact=%2B1303200#"
both "conversation" "conversation=c1#"
both "message" "message=m17#"
both "from, to: a day last spring" "from=2025-04-01T00:00:00Z&to=2025-04-02T00:00:00Z"
both "from: the last of it" "from=2025-12-01T00:00:00Z"
both "to: the first of it" "to=2025-01-02T00:00:00Z"
ask "to: the first of it, asc" "to=2025-01-02T00:00:00Z&order=asc"
both "busy contact, type, time" "contact=%2B13032000000&type=contact.opted_out&from=2025-02-01T00:00:00Z&to=2025-02-08T00:00:00Z"
both "contact, type, time" "contact=%2B13032004000&type=message.received&from=2025-02-01T00:00:00Z&to=2025-03-08T00:00:00Z"
both "busy contact, type one in a million" "contact=%2B13032000000&type=campaign.paused"
