"""As many webhooks as are acknowledged, at 1 to 256 connections: ours beside a single-row insert, Fastify and plain Quarkus."""
from contextlib import ExitStack
from load import pgbench, wrk
from programs import OFF, Fastify, PlainQuarkus, plain_table

CONNECTIONS = (1, 16, 64, 256)
PEAK_CONNECTIONS = 64


def subjects(suite):
    """Each a function that makes the process; the others do nothing but store, so ours store only, except 'as shipped'."""
    found = {}
    for name, program in suite.ours().items():
        database = suite.with_schema(f"ingest_{name}")
        found[name] = lambda d=database, p=program: suite.inbox(d, p, OFF)
    if not suite.options.smoke:
        if suite.optional("ingest", suite.needs_node):
            plain_table(suite.cluster, "ingest_fastify")
            found["Fastify + pg"] = lambda: Fastify(suite.cluster, "ingest_fastify")
        if suite.optional("ingest", suite.needs_plain_quarkus):
            plain_table(suite.cluster, "ingest_quarkus")
            found["plain Quarkus"] = lambda: PlainQuarkus(suite.cluster, "ingest_quarkus")
    return found


def run(suite):
    options, results, cluster = suite.options, suite.results, suite.cluster
    inserts = suite.like_plain("ingest_inserts")
    found = subjects(suite)
    with ExitStack() as running:
        # All stay up through the rounds, warm; only one is loaded at a time, and an idle one costs nothing to speak of.
        processes = {name: running.enter_context(make()) for name, make in found.items()}
        for process in processes.values():
            wrk(suite.events, process, 16, options.seconds if options.smoke else 8)
        for _ in suite.rounds():
            insert(suite, inserts)
            for connections in (16,) if options.smoke else CONNECTIONS:
                for name, process in processes.items():
                    measure(suite, name, process, connections)
    for name, program in suite.ours().items():
        as_shipped(suite, name, program)


def insert(suite, database):
    suite.cluster.settle()
    run = pgbench(suite.cluster, database, "insert_row.sql", 16, seconds=suite.options.seconds, body=suite.events.body())
    rows = suite.cluster.number(database, "SELECT count(*) FROM plain")
    suite.cluster.sql(database, "TRUNCATE plain")
    suite.results.add("ingest", "single-row insert, pgbench, 16 clients", rate=run["rate"], p50=run["p50"], p99=run["p99"])
    suite.results.check("ingest", f"pgbench: {run['count']} committed, as many rows", rows == run["count"], f"{rows} rows")


def measure(suite, name, process, connections):
    suite.cluster.settle()
    run = wrk(suite.events, process, connections, suite.options.seconds)
    subject = f"{name}, {connections} connection{'s' * (connections > 1)}"
    suite.results.add("ingest", subject, rate=run["rate"], p50=run["p50"], p99=run["p99"], p999=run["p999"])
    suite.results.check("ingest", f"{subject}: {run['taken']} acknowledged, {run['extra']} more under way at the end", run["exact"], run)


def as_shipped(suite, name, program):
    """The handlers that come with it catch up with all that was stored, and run while more comes in."""
    with suite.inbox(f"ingest_{name}", program) as process:
        process.await_handled("consent")
        process.await_handled("messages")
        for _ in suite.rounds():
            suite.cluster.settle()
            run = wrk(suite.events, process, PEAK_CONNECTIONS, suite.options.seconds)
            suite.results.add("ingest", f"{name}, its two projections at work, {PEAK_CONNECTIONS} connections",
                              rate=run["rate"], p50=run["p50"], p99=run["p99"], p999=run["p999"])
            suite.results.check("ingest", f"{name} with projections: {run['taken']} acknowledged, {run['extra']} more under way",
                                run["exact"], run)
        process.check_ledger(suite.results, "ingest", name)
