"""Ingest into an empty log and into logs that are full already, in turns."""
import subprocess
from contextlib import ExitStack
from load import wrk
from programs import OFF, ROOT

CONNECTIONS = 64


def filled(suite, events, contacts=5_000):
    """A database with that many events; kept for the parts that come later. The handlers that run are through with them."""
    if (events, contacts) not in suite.filled:
        database = suite.with_schema(f"filled_{events}_{contacts}")
        with suite.inbox(database, suite.best_jar()):
            pass
        subprocess.run(["bash", f"{ROOT}/bench/fill.sh", suite.cluster.url(database), str(events), str(contacts)], check=True, timeout=3600)
        suite.filled[events, contacts] = database
    return suite.filled[events, contacts]


def run(suite):
    options = suite.options
    sizes = {0: suite.with_schema("filled_0"), options.replayed: filled(suite, options.replayed)}
    if options.large:
        sizes[10_000_000] = filled(suite, 10_000_000)
    else:
        suite.results.note("growth", "10 M events: only with --large")
    with ExitStack() as running:
        processes = {n: running.enter_context(suite.inbox(database, settings=OFF)) for n, database in sizes.items()}
        for process in processes.values():
            wrk(suite.events, process, CONNECTIONS, options.seconds)
        for _ in suite.rounds():
            for n, process in processes.items():
                suite.cluster.settle()
                run = wrk(suite.events, process, CONNECTIONS, options.seconds * 2)
                suite.results.add("growth", f"{n:,} events before", **{k: run[k] for k in ("rate", "p50", "p99", "p999")})
                suite.results.check("growth", f"{n:,}: {run['taken']} acknowledged, {run['extra']} more under way", run["exact"], run)
