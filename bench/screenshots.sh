#!/usr/bin/env bash
# A picture of each of the console's pages, light and dark, 400 and 1600 pixels wide, made with the packaged program and
# live data. Needs chromium (apt-get install chromium), and the program: ./mvnw package -DskipTests
#
#   bench/screenshots.sh [directory]     target/screenshots unless given
set -euo pipefail
cd "$(dirname "$0")/.."
to=${1:-target/screenshots}
mkdir -p "$to"
./mvnw -B -o -ntp -q test-compile failsafe:integration-test failsafe:verify -Dit.test=ScreenshotsIT -Dscreenshots="$(realpath "$to")"
ls "$to"
