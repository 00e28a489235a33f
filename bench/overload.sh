#!/usr/bin/env bash
# More than it can take: what is refused is refused at once, what is taken is taken as fast as ever. Needs wrk and python3,
# and the packaged program (./mvnw package -DskipTests). It brings its own database. On a machine of several cores the load
# has the last one to itself, and the program and its database the others: a generator that waits for a core would count that
# wait as the program's. Look at the load average that is printed first, and compare figures of one run only.
set -euo pipefail
cd "$(dirname "$0")/.."
PEAK_CONNECTIONS=${PEAK_CONNECTIONS:-512}
# Each asks again as soon as it is answered: together about three times what can be taken.
OVER_CONNECTIONS=${OVER_CONNECTIONS:-4000}
SECONDS_EACH=${SECONDS_EACH:-60}
PORT=${PORT:-8099}
SECRET=textus-secret-of-the-bench
EVENTS=${EVENTS:-600000}
here=$PWD
work=$(mktemp -d)
last=$(($(nproc) - 1))
if [ "$last" -gt 0 ]; then on_load="taskset -c $last" on_rest="taskset -c 0-$((last - 1))"; fi
ulimit -n 16384

for salt in a b p; do python3 bench/events.py "$work/$salt" "$EVENTS" "$salt$$" "$SECRET"; done
(cd "$work" && exec ${on_rest:-} java ${JOPTS:--Xmx1g} -Dquarkus.http.port="$PORT" -Dinbox.sources.textus.secrets="$SECRET" \
  -jar "$here/target/quarkus-app/quarkus-run.jar" > "$work/log") &
program=$!
trap 'kill $program; wait $program || true; rm -rf "$work"' EXIT
until curl -fs "localhost:$PORT/q/health/ready" > /dev/null; do sleep 0.5; done

rss() { awk '/VmRSS/ {printf "%d", $2 / 1024}' "/proc/$program/status"; }
# load NAME CONNECTIONS SECONDS FILE [WRONG]
load() {
  printf '%-34s' "$1"
  EVENTS_FILE="$work/$4" EVENTS_N=$EVENTS WRONG=${5:-0} ${on_load:-} wrk -t1 -c"$2" -d"$3s" --timeout 20s -s bench/load.lua \
    "http://127.0.0.1:$PORT" | awk -v rss="$(rss)" '/^RESULT/ {
      printf "%8d taken/s %8d 504/s %6d other %4d broken   p50 %.0f p99 %.0f ms   RSS before %d MB\n", $2, $3, $4, $5, $6, $7, rss }'
}

echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
load "warm-up, $PEAK_CONNECTIONS connections" "$PEAK_CONNECTIONS" "$SECONDS_EACH" a
load "peak, $PEAK_CONNECTIONS connections" "$PEAK_CONNECTIONS" "$((SECONDS_EACH / 3))" b
python3 bench/events.py "$work/a" "$EVENTS" "c$$" "$SECRET"
${on_load:-} python3 bench/probe.py "$PORT" "$SECONDS_EACH" "$work/p" > "$work/probe" &
probe=$!
load "overload, $OVER_CONNECTIONS connections" "$OVER_CONNECTIONS" "$SECONDS_EACH" a
wait $probe
cat "$work/probe"
echo "RSS after: $(rss) MB"
python3 bench/events.py "$work/b" "$EVENTS" "d$$" "$SECRET"
load "peak again" "$PEAK_CONNECTIONS" "$((SECONDS_EACH / 3))" b
python3 bench/events.py "$work/b" "$EVENTS" "e$$" "$SECRET"
load "a flood, wrongly signed" 256 "$((SECONDS_EACH / 3))" p 1 > "$work/flood" &
flood=$!
load "signed beside a flood" "$PEAK_CONNECTIONS" "$((SECONDS_EACH / 3))" b
wait $flood
cat "$work/flood"
