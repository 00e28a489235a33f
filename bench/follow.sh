#!/usr/bin/env bash
# Many who follow the stream while events come at a steady rate: whether each gets every event once and in order, one that
# takes nothing beside them. Needs python3, PostgreSQL's programs, and the packaged program (./mvnw package -DskipTests).
#   bench/follow.sh        READERS=200 RATE=1000 SECONDS_EACH=30
set -euo pipefail
cd "$(dirname "$0")/.."
READERS=${READERS:-200} RATE=${RATE:-1000} SECONDS_EACH=${SECONDS_EACH:-30}
PORT=${PORT:-8098}
PG=${PG:-$(ls -d /usr/lib/postgresql/*/bin | tail -1)}
PG_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
SECRET=textus-secret-of-the-bench KEY=key-of-the-bench
events=$((RATE * SECONDS_EACH))
here=$PWD
work=$(mktemp -d)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
if [ "$(id -u)" = 0 ]; then chown postgres "$work"; chmod 755 "$work"; fi
as "$PG/initdb" -D "$work/pg" -U postgres -A trust > "$work/initdb.log"
as "$PG/pg_ctl" -D "$work/pg" -w -l "$work/pg.log" -o "-p $PG_PORT -k $work -c shared_buffers=128MB" start > /dev/null
query() { psql -X -q -At -h "$work" -p "$PG_PORT" -U postgres "$@"; }
query -c "CREATE ROLE inbox LOGIN" -c "CREATE DATABASE inbox OWNER inbox"
python3 bench/events.py "$work/warm" "$events" "w$$" "$SECRET"
python3 bench/events.py "$work/events" "$events" "f$$" "$SECRET"

(cd "$work" && INBOX_API_KEYS_BENCH_SHA256=$(printf %s "$KEY" | sha256sum | cut -d' ' -f1) INBOX_API_KEYS_BENCH_ROLES=reader exec \
  java ${JAVA_OPTIONS:--Xmx512m} -Dquarkus.http.port="$PORT" -Dinbox.sources.textus.secrets="$SECRET" \
  -Dquarkus.datasource.jdbc.url="jdbc:postgresql://127.0.0.1:$PG_PORT/inbox" -Dquarkus.datasource.username=inbox \
  -Dquarkus.datasource.password=none -jar "$here/target/quarkus-app/quarkus-run.jar" > "$work/log" 2>&1) &
program=$!
trap 'kill $program; wait $program || true; as "$PG/pg_ctl" -D "$work/pg" -m immediate stop > /dev/null; rm -rf "$work"' EXIT
until curl -fs "localhost:$PORT/q/health/ready" > /dev/null; do sleep 0.5; done

echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores; $READERS readers, $RATE events a second for $SECONDS_EACH s"
# round NAME FILE
round() {
  java bench/generator/Follow.java "$PORT" "$KEY" "$READERS" 1 "$events" $((SECONDS_EACH + 60)) > "$work/followed" 2> "$work/ready" &
  local reading=$!
  until grep -q ready "$work/ready"; do sleep 0.2; done
  local before after
  before=$(query -d inbox -c "SELECT coalesce(max(id), 0) FROM event")
  echo "$1, sent:     $(java bench/generator/Open.java send "$PORT" /webhooks/textus "$work/$2" 0 "$RATE" "$SECONDS_EACH" 64 0)"
  wait $reading
  echo "$1, followed: $(cat "$work/followed")"
  after=$(query -d inbox -F ', sum ' -c "SELECT count(*), sum(id) FROM event WHERE id > $before")
  echo "$1, stored:   $after; resident memory $(awk '/VmRSS/ {printf "%d", $2 / 1024}' "/proc/$program/status") MB"
}
round warm-up warm
round measured events
