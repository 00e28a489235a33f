#!/usr/bin/env bash
# Checks the rules, and runs the alerts' tests. Needs promtool, which comes with Prometheus (Debian's package of that name).
set -euo pipefail
cd "$(dirname "$0")"
promtool check config prometheus.yml
promtool test rules inbox-rules-test.yml
