"""A replay of everything to a handler that does nothing, while 500 a second come in: what it does to their acks."""
import time
from load import send
from programs import JAR, NOOP_JAR
from parts.growth import filled

RATE, CONNECTIONS, HIGHEST = 500, 32, 10_000


def run(suite):
    options, results = suite.options, suite.results
    if suite.optional("replay", suite.needs_noop):
        program, handler = NOOP_JAR, "noop"
    elif options.smoke:
        program, handler = JAR, "messages"
    else:
        return
    database, seconds = filled(suite, options.replayed), options.seconds * 2
    with suite.inbox(database, program) as process:
        process.await_handled(handler)
        send(suite.events, process, RATE, seconds, CONNECTIONS)
        for n in suite.rounds():
            live(suite, process, "without a replay", seconds)
            begun, replay = time.monotonic(), order(process, handler)
            live(suite, process, "during a replay", seconds)
            if n < options.rounds - 1:
                process.call("POST", f"/admin/replays/{replay['id']}/cancel")
            else:
                complete(suite, process, replay, begun)
        process.check_ledger(results, "replay", handler)


def live(suite, process, name, seconds):
    suite.cluster.settle()
    run = send(suite.events, process, RATE, seconds, CONNECTIONS)
    suite.results.add("replay", f"{RATE}/s {name}", **{k: run[k] for k in ("rate", "p50", "p99", "p999", "max")})
    suite.results.check("replay", f"{name}: {run['taken']} acknowledged, as many stored", run["exact"], run)


def order(process, handler):
    return process.call("POST", "/admin/replays", {
        "reason": "benchmark", "handlers": [handler], "filter": {}, "all": True, "ratePerSecond": HIGHEST})


def complete(suite, process, replay, begun):
    """To its end, while live events go on coming."""
    state = process.call("GET", f"/admin/replays/{replay['id']}")
    end = begun + 60 + replay["matched"] / 2000
    while state["state"] == "running" and time.monotonic() < end:
        send(suite.events, process, RATE, 2, CONNECTIONS)
        state = process.call("GET", f"/admin/replays/{replay['id']}")
    took = time.monotonic() - begun
    suite.results.add("replay", f"replay of {state['matched']:,} events, {RATE}/s coming in", rate=state["succeeded"] / took, seconds=took)
    suite.results.check("replay", f"{state['matched']} replayed, each handled", state["state"] == "completed"
                        and state["succeeded"] == state["matched"], state)
