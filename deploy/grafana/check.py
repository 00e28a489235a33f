#!/usr/bin/env python3
"""Asks a Prometheus that scrapes the inbox for each panel of the dashboard; fails where one returns no data.

    deploy/grafana/check.py http://localhost:9090
"""
import json
import pathlib
import sys
import urllib.parse
import urllib.request

prometheus = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:9090"
dashboard = json.loads((pathlib.Path(__file__).parent / "dashboard.json").read_text())
empty = 0
for panel in dashboard["panels"]:
    for target in panel.get("targets", []):
        expr = target["expr"].replace("$job", "inbox").replace("$__rate_interval", "1m")
        url = prometheus + "/api/v1/query?" + urllib.parse.urlencode({"query": expr})
        found = json.load(urllib.request.urlopen(url))["data"]["result"]
        empty += not found
        print(f"{len(found):4} series  {panel['title']}: {expr}")
print(f"{empty} without data")
sys.exit(1 if empty else 0)
