"""A backlog, and how fast it goes once its handler is let loose: nothing, the consent projection, a forward; beside three queues."""
import os, subprocess, time, urllib.request
from contextlib import ExitStack
from cluster import free_port
from load import Aside, pgbench
from programs import JAR, NOOP_JAR, OFF, ROOT
from parts import peers

NAMES = {"noop": "no-op handler", "consent": "consent projection", "sink": "forward to a local sink"}
IN_ORDER = "in order, 1,000 contacts"


def run(suite):
    options, results = suite.options, suite.results
    noop = ["noop"] if suite.optional("drain", suite.needs_noop) else []
    found = [] if options.smoke else peers.available(suite)
    jobs = options.jobs * 2
    with ExitStack() as running:
        sink = running.enter_context(Aside("sink", free_port()))
        inner = running.enter_context(suite.inbox(
            suite.with_schema("drain"), NOOP_JAR if noop else JAR, {"inbox.handlers.messages.enabled": "false"}))
        outer = running.enter_context(suite.inbox(
            suite.with_schema("drain_forward"), JAR, {"inbox.forwards.sink.url": f"http://127.0.0.1:{sink.port}/", **OFF}))
        for process, handlers in ((inner, [*noop, "consent"]), (outer, ["sink"])):
            for handler in handlers:
                process.call("POST", f"/admin/handlers/{handler}/pause")
            if not options.smoke:
                drain(suite, process, "warm", options.jobs // 5, 1000, handlers, "contact.opted_out", None)
        for n in suite.rounds():
            if noop:
                drain(suite, inner, f"a{n}", jobs, 0, noop, "message.received", "without keys")
                behind(inner, "consent")
                drain(suite, inner, f"c{n}", jobs, 50, noop, "message.received", "in order, 50 contacts")
                behind(inner, "consent")
            drain(suite, inner, f"b{n}", jobs, 1000, [*noop, "consent"], "contact.opted_out", IN_ORDER)
            drain(suite, outer, f"d{n}", max(500, jobs // 20), 1000, ["sink"], "message.received", IN_ORDER)
            batches(suite)
            peers.drain(suite, found)
        for process, handlers in ((inner, [*noop, "consent"]), (outer, ["sink"])):
            for handler in handlers:
                process.call("POST", f"/admin/handlers/{handler}/resume")
            process.check_ledger(results, "drain", " and ".join(handlers))
        if noop:
            check_order(suite, inner)
        seen, stored = sink.end(), outer.stored()
        results.check("drain", f"the sink got all {stored} events, each contact's in order",
                      seen["events"] == stored and seen["disorder"] == 0, seen)


def drain(suite, process, salt, n, contacts, handlers, event_type, subject):
    """Appends while all are paused; then one handler at a time, from its resume to the last event."""
    fill(suite, process.database, salt, n, contacts, event_type)
    for handler in handlers:
        waiting = process.stored() - process.passed(handler)
        suite.cluster.settle()
        begun = time.monotonic()
        process.call("POST", f"/admin/handlers/{handler}/resume")
        process.await_handled(handler, 240, 0.01)
        took = time.monotonic() - begun
        process.call("POST", f"/admin/handlers/{handler}/pause")
        if subject:
            suite.results.add("drain", f"{NAMES[handler]}, {subject}", rate=waiting / took)


def behind(process, handler):
    """Lets it pass over what is not of its types, so that a later drain is of its own events alone."""
    process.call("POST", f"/admin/handlers/{handler}/resume")
    process.await_handled(handler, 240)
    process.call("POST", f"/admin/handlers/{handler}/pause")


def fill(suite, database, salt, n, contacts, event_type):
    script = os.path.join(ROOT, "bench", "suite", "drain.sql")
    subprocess.run(["psql", "-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "-v", f"n={n}", "-v", f"salt={salt}-", "-v",
                    f"contacts={contacts}", "-v", f"type={event_type}", "-f", script, database], env=suite.cluster.env, check=True)
    suite.cluster.sql(database, "VACUUM (ANALYZE) event")


def check_order(suite, process):
    with urllib.request.urlopen(f"{process.base()}/q/metrics", timeout=10) as answer:
        line = next(l for l in answer.read().decode().splitlines() if l.startswith("bench_noop_disorder"))
    suite.results.check("drain", "no contact's events came out of order", float(line.split()[-1]) == 0, line)


def batches(suite):
    """What the database itself takes when a client writes 100 rows a statement, an event and its delivery each."""
    cluster = suite.cluster
    cluster.sql(cluster.database("drain_batches"), """
        CREATE TABLE event (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id text NOT NULL UNIQUE, key text NOT NULL,
          body bytea NOT NULL, received_at timestamptz NOT NULL DEFAULT now());
        CREATE TABLE delivery (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_seq bigint NOT NULL, key text NOT NULL,
          state smallint NOT NULL DEFAULT 0, attempts int NOT NULL DEFAULT 0, run_at timestamptz NOT NULL DEFAULT now());
        CREATE INDEX delivery_ready ON delivery (id) WHERE state = 0""")
    cluster.settle()
    body = "x" + "0123456789abcdef" * (len(suite.events.body()) // 16)
    run = pgbench(cluster, "drain_batches", "insert_100.sql", 4, seconds=suite.options.seconds, bodies="{" + ",".join([body] * 100) + "}")
    suite.results.add("drain", "inserts of 100 rows, pgbench, 4 clients", rate=run["rate"] * 100)
