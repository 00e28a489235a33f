"""What an event costs: CPU seconds of the program and of PostgreSQL, bytes of WAL, statements; beside a single-row insert."""
from load import pgbench, wrk
from programs import OFF

CONNECTIONS = 64


def run(suite):
    cluster, seconds = suite.cluster, suite.options.seconds * 2
    inserts = suite.like_plain("cost_inserts")
    subjects = {}
    for name, program in suite.ours().items():
        subjects[f"{name}, receiving only"] = (f"cost_{name}", program, OFF)
        subjects[f"{name}, with its two projections"] = (f"cost_{name}_shipped", program, {})
    statements(cluster, "all")
    try:
        for _ in suite.rounds():
            count = 0
            for name, (database, program, settings) in subjects.items():
                count = max(count, ours(suite, name, database, program, settings, seconds))
            single_rows(suite, inserts, count)
    finally:
        statements(cluster, "none")
    if not cluster.has_statements:
        suite.results.note("cost", "statements are not counted: pg_stat_statements is not installed; transactions are")


def ours(suite, name, database, program, settings, seconds):
    """Each round begins with an empty log, as the inserts do: an index that is larger costs more WAL."""
    cluster = suite.cluster
    suite.with_schema(database)
    suite.events.at.pop(database, None)
    with suite.inbox(database, program, settings) as process:
        wrk(suite.events, process, CONNECTIONS, suite.options.seconds)
        cluster.sql(database, "TRUNCATE event, duplicate")
        before = Reading(cluster, database, process)
        run = wrk(suite.events, process, CONNECTIONS, seconds)
        if not settings:
            process.await_handled("consent")
            process.await_handled("messages")
        events = run["taken"] + run["extra"]
        suite.results.add("cost", name, **before.until(events))
        suite.results.check("cost", f"{name}: {run['taken']} acknowledged, {run['extra']} more under way", run["exact"], run)
    return events


def single_rows(suite, database, count):
    suite.cluster.sql(database, "TRUNCATE plain")
    before = Reading(suite.cluster, database)
    run = pgbench(suite.cluster, database, "insert_row.sql", 16, transactions=max(1, count // 16), body=suite.events.body())
    suite.results.add("cost", "single-row insert, pgbench, 16 clients", **before.until(run["count"]))
    rows = suite.cluster.number(database, "SELECT count(*) FROM plain")
    suite.results.check("cost", f"pgbench: {run['count']} committed, as many rows", rows == run["count"], f"{rows} rows")


def statements(cluster, track):
    if cluster.has_statements:
        cluster.sql("postgres", "CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        cluster.sql("postgres", f"ALTER SYSTEM SET pg_stat_statements.track = '{'top' if track == 'all' else track}'")
        cluster.sql("postgres", "SELECT pg_reload_conf()")


class Reading:
    """The counters at one moment; the checkpoint just before it makes each side pay for its own full-page images."""

    def __init__(self, cluster, database, process=None):
        self.cluster, self.database, self.process = cluster, database, process
        cluster.settle()
        self.at = self.read()

    def read(self):
        counted = "coalesce(sum(calls), 0)::bigint FROM pg_stat_statements WHERE" if self.cluster.has_statements else \
            "xact_commit FROM pg_stat_database WHERE"
        column = "datname" if not self.cluster.has_statements else "dbid"
        value = f"'{self.database}'" if column == "datname" else f"(SELECT oid FROM pg_database WHERE datname = '{self.database}')"
        return {
            "program_cpu_us": self.process.cpu() * 1e6 if self.process else 0,
            "postgres_cpu_us": self.cluster.cpu() * 1e6,
            "wal_bytes": self.cluster.wal(),
            "statements": self.cluster.number("postgres", f"SELECT {counted} {column} = {value}"),
        }

    def until(self, events):
        now = self.read()
        return {key: (now[key] - self.at[key]) / max(1, events) for key in now}
