#!/usr/bin/env bash
# Jar and native binary side by side: from exec to the first 202 on a schema that exists, memory idle and while it takes all it
# can, the rate of that, and from SIGTERM to the exit. Needs python3, wrk, PostgreSQL's programs, and what is to be measured:
#
#   bench/start.sh target/quarkus-app/quarkus-run.jar target/*-runner
#
# Each gets a database of its own. Load, program and database share the machine: compare figures of one run only.
# BINARY_OPTIONS (-Xmx96m, say) and JAVA_OPTIONS go to the program. STARTS starts, SECONDS_EACH of load.
set -euo pipefail
cd "$(dirname "$0")/.."
STARTS=${STARTS:-7}
SECONDS_EACH=${SECONDS_EACH:-30}
CONNECTIONS=${CONNECTIONS:-64}
EVENTS=${EVENTS:-300000}
PG=${PG:-$(ls -d /usr/lib/postgresql/*/bin | tail -1)}
PG_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
SECRET=textus-secret-of-the-bench
[ $# -gt 0 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2; }

work=$(mktemp -d)
# PostgreSQL does not run as root.
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
if [ "$(id -u)" = 0 ]; then chown postgres "$work"; chmod 755 "$work"; fi
as "$PG/initdb" -D "$work/pg" -U postgres -A trust > "$work/initdb.log"
as "$PG/pg_ctl" -D "$work/pg" -w -l "$work/pg.log" -o "-p $PG_PORT -k $work -c shared_buffers=128MB" start > /dev/null
trap 'as "$PG/pg_ctl" -D "$work/pg" -m immediate stop > /dev/null; rm -rf "$work"' EXIT

python3 bench/events.py "$work/events" "$EVENTS" "s$$" "$SECRET"
echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores; $STARTS starts, $CONNECTIONS connections for $SECONDS_EACH s"
n=0
for program in "$@"; do
  n=$((n + 1))
  psql -q -h "$work" -p "$PG_PORT" -U postgres -c "CREATE ROLE inbox$n LOGIN" -c "CREATE DATABASE inbox$n OWNER inbox$n"
  case $program in
    *.jar) command=(java ${JAVA_OPTIONS:-}) tail=(-jar "$(realpath "$program")") ;;
    *) command=("$(realpath "$program")" ${BINARY_OPTIONS:-}) tail=() ;;
  esac
  (cd "$work" && EVENTS_FILE="$work/events" EVENTS_N=$EVENTS LOAD="$OLDPWD/bench/load.lua" \
    python3 "$OLDPWD/bench/start.py" "$STARTS" "$CONNECTIONS" "$SECONDS_EACH" "$SECRET" \
    "${command[@]}" -Dquarkus.datasource.jdbc.url="jdbc:postgresql://127.0.0.1:$PG_PORT/inbox$n" \
    -Dquarkus.datasource.username="inbox$n" -Dquarkus.datasource.password=none "${tail[@]}")
done
