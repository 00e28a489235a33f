#!/usr/bin/env bash
# More than it can take: what is refused is refused at once, what is taken is taken as fast as ever. Needs wrk and python3,
# and the packaged program (./mvnw package -DskipTests). It brings its own database. Load and program share the machine:
# look at the load average that is printed first, and compare figures of one run only.
set -euo pipefail
cd "$(dirname "$0")/.."
PEAK_CONNECTIONS=${PEAK_CONNECTIONS:-64}
# The queue holds 2,048: what is beyond it asks again at once, which is several times what can be taken.
OVER_CONNECTIONS=${OVER_CONNECTIONS:-4000}
SECONDS_EACH=${SECONDS_EACH:-60}
PORT=${PORT:-8099}
SECRET=textus-secret-of-the-bench
EVENTS=${EVENTS:-300000}
here=$PWD
work=$(mktemp -d)
ulimit -n 16384

for salt in a b p; do python3 bench/events.py "$work/$salt" "$EVENTS" "$salt$$" "$SECRET"; done
(cd "$work" && exec java ${JOPTS:--Xmx1g} -Dquarkus.http.port="$PORT" -Dinbox.sources.textus.secrets="$SECRET" \
  -jar "$here/target/quarkus-app/quarkus-run.jar" > "$work/log") &
program=$!
trap 'kill $program; wait $program || true; rm -rf "$work"' EXIT
until curl -fs "localhost:$PORT/q/health/ready" > /dev/null; do sleep 0.5; done

rss() { awk '/VmRSS/ {printf "%d", $2 / 1024}' "/proc/$program/status"; }
# load NAME CONNECTIONS SECONDS FILE [WRONG]
load() {
  printf '%-34s' "$1"
  EVENTS_FILE="$work/$4" EVENTS_N=$EVENTS WRONG=${5:-0} wrk -t1 -c"$2" -d"$3s" --timeout 20s -s bench/load.lua \
    "http://127.0.0.1:$PORT" | awk -v rss="$(rss)" '/^RESULT/ {
      printf "%8d taken/s %8d 504/s %6d other %4d broken   p50 %.0f p99 %.0f ms   RSS before %d MB\n", $2, $3, $4, $5, $6, $7, rss }'
}

echo "load average $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
load "warm-up, $PEAK_CONNECTIONS connections" "$PEAK_CONNECTIONS" 10 a
load "peak, $PEAK_CONNECTIONS connections" "$PEAK_CONNECTIONS" "$((SECONDS_EACH / 3))" b
python3 bench/events.py "$work/a" "$EVENTS" "c$$" "$SECRET"
python3 bench/probe.py "$PORT" "$SECONDS_EACH" "$work/p" > "$work/probe" &
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
