"""At half the peak, each request timed from when it was due: the ack's p99 beside that of one fsynced commit."""
from contextlib import ExitStack
from cluster import free_port
from load import Aside, pgbench, send, wrk

CONNECTIONS = 64
WARM_SECONDS = 20


def run(suite):
    options, results, cluster = suite.options, suite.results, suite.cluster
    inserts = suite.like_plain("paced_inserts")
    seconds = options.seconds * 2
    with ExitStack() as running:
        processes = {}
        for name, program in suite.ours().items():
            suite.with_schema(f"paced_{name}")
            processes[name] = running.enter_context(suite.inbox(f"paced_{name}", program))
        half = {name: max(100, int(peak(suite, process) / 2)) for name, process in processes.items()}
        warm = seconds if options.smoke else WARM_SECONDS
        for name, process in processes.items():
            send(suite.events, process, half[name], warm, CONNECTIONS)
        prove_the_sender(suite, max(half.values()), seconds)
        for _ in suite.rounds():
            for name, process in processes.items():
                quiet(process)
                cluster.settle()
                run = send(suite.events, process, half[name], seconds, CONNECTIONS)
                results.add("paced", f"{name}, at half its peak", asked=half[name], **{k: run[k] for k in ("rate", "busy", "p50", "p99", "p999", "max")})
                results.check("paced", f"{name}: {run['taken']} acknowledged, as many stored", run["exact"], run)
            cluster.settle()
            one = pgbench(cluster, inserts, "insert_row.sql", 1, seconds=seconds, body=suite.events.body())
            results.add("paced", "one fsynced commit at a time, pgbench", rate=one["rate"], p50=one["p50"], p99=one["p99"])
        for name, process in processes.items():
            process.check_ledger(results, "paced", name)


def peak(suite, process):
    """Warm, so that half of it is half: a compiler that is at work takes a core from what is measured."""
    seconds = suite.options.seconds
    wrk(suite.events, process, CONNECTIONS, seconds if suite.options.smoke else WARM_SECONDS)
    quiet(process)
    return wrk(suite.events, process, CONNECTIONS, seconds)["rate"]


def quiet(process):
    """What a run before has left to the handlers is not handled beside the next."""
    for handler in ("consent", "messages"):
        process.await_handled(handler)


def prove_the_sender(suite, rate, seconds):
    """The same rate against a server that does nothing: what the sender itself adds. And three times it, which it must keep up."""
    with Aside("null", free_port()) as nothing:
        send(suite.events, nothing, rate, min(seconds, 4), CONNECTIONS)
        run = send(suite.events, nothing, rate, seconds, CONNECTIONS)
        suite.results.add("paced", "the sender alone, to a server that does nothing", asked=rate,
                          **{k: run[k] for k in ("rate", "busy", "p50", "p99", "p999", "max")})
        fast = send(suite.events, nothing, 2 * rate, min(seconds, 4), CONNECTIONS)
        suite.results.add("paced", "the sender alone, at twice that", asked=2 * rate, **{k: fast[k] for k in ("rate", "busy", "p50", "p99", "p999", "max")})
        suite.results.check("paced", f"the sender keeps up at {2 * rate}/s", fast["rate"] > 1.9 * rate, fast)
