"""Half the peak for half an hour beside somebody who keeps old row versions alive from the second minute on: an open
snapshot, then a replication slot that nobody reads. What the last minute costs beside the first.

Into a log that is not empty, and both minutes behind a checkpoint: after one, each page of an index that is touched first goes into the WAL
as a whole, and that hangs on how large the indexes are, not on what is held."""
import subprocess, time
from load import send
from parts.growth import filled
from parts.paced import CONNECTIONS, WARM_SECONDS, peak, quiet

DEAD = """SELECT coalesce(sum(n_dead_tup), 0)::bigint FROM pg_stat_all_tables
           WHERE schemaname IN ('public', 'pg_catalog') AND {}"""
# Updated once for each event of the same contact or message, which are many; the others once for each batch.
BATCHES = "relname NOT IN ('consent', 'message_status', 'event')"


SHOWN = 5  # every so many minutes, to see whether it grows


def run(suite):
    for what, hold in (("snapshot", Snapshot), ("slot", Slot)):
        if suite.options.beside not in (None, what):
            continue
        database = filled(suite, suite.options.replayed)
        with hold(suite.cluster) as holding, suite.inbox(suite.cluster.database(f"held_{what}", database)) as process:
            beside(suite, holding, process)


def beside(suite, holding, process):
    minute = 2 if suite.options.smoke else 60
    minutes = max(2, round(suite.options.held * 60 / minute))
    rate = max(100, int(peak(suite, process) / 2))
    send(suite.events, process, rate, minute if suite.options.smoke else WARM_SECONDS, CONNECTIONS)
    for n in range(minutes):
        if n == 1:
            holding.begin(process.database)
        quiet(process)
        when = "before" if n == 0 else "at the end" if n == minutes - 1 else f"minute {n + 1}"
        if n in (0, minutes - 1):
            suite.cluster.sql(process.database, "CHECKPOINT")
        figures = stretch(suite, process, rate, minute)
        if n in (0, minutes - 1) or n % SHOWN == 0:
            suite.results.add("held", f"{holding.name}, {when}", asked=rate, **figures)
    process.check_ledger(suite.results, "held", holding.name)


def stretch(suite, process, rate, seconds):
    cluster, database = suite.cluster, process.database
    cpu = process.cpu() + cluster.cpu()
    run = send(suite.events, process, rate, seconds, CONNECTIONS)
    cpu = process.cpu() + cluster.cpu() - cpu
    backlog = process.stored() - min(process.passed("consent"), process.passed("messages"))
    suite.results.check("held", f"{run['taken']} acknowledged, as many stored", run["exact"], run)
    # The server's own count of them comes a second late.
    time.sleep(1)
    return {"p50": run["p50"], "p99": run["p99"], "cpu_us": cpu * 1e6 / run["sent"], "backlog": backlog,
            "dead_rows": cluster.number(database, DEAD.format(BATCHES)),
            "dead_of_contacts": cluster.number(database, DEAD.format(f"NOT {BATCHES}"))}


class Snapshot:
    name = "an open snapshot"

    def __init__(self, cluster):
        self.cluster, self.process = cluster, None

    def __enter__(self):
        return self

    def begin(self, database):
        self.process = subprocess.Popen(["psql", "-X", "-q", "-d", database], env=self.cluster.env, stdin=subprocess.PIPE, text=True)
        self.process.stdin.write("BEGIN ISOLATION LEVEL REPEATABLE READ;\nSELECT 1 \\g /dev/null\n")
        self.process.stdin.flush()

    def __exit__(self, *ignored):
        if self.process:
            self.process.stdin.close()
            self.process.wait(20)


class Slot:
    """A logical one, which needs a server that writes for it."""
    name = "an idle replication slot"

    def __init__(self, cluster):
        self.cluster, self.database = cluster, None

    def __enter__(self):
        self.cluster.restart(wal_level="logical")
        return self

    def begin(self, database):
        self.database = database
        self.cluster.sql(database, "SELECT pg_create_logical_replication_slot('idle', 'pgoutput')")

    def __exit__(self, *ignored):
        if self.database:
            self.cluster.sql(self.database, "SELECT pg_drop_replication_slot('idle')")
        self.cluster.restart(wal_level=None)
