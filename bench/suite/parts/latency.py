"""From the ack to the arrival at what the event is forwarded to, at 100, 500 and 2,000 a second; one clock for both."""
from cluster import free_port
from load import send

RATES = (100, 500, 2000)
CONNECTIONS = 32


def run(suite):
    options, results = suite.options, suite.results
    sink = free_port()
    for name, program in suite.ours().items():
        database = suite.with_schema(f"latency_{name}")
        with suite.inbox(database, program, {"inbox.forwards.sink.url": f"http://127.0.0.1:{sink}/"}) as process:
            if not options.smoke:
                send(suite.events, process, 2000, 5, CONNECTIONS, sink)
            for _ in suite.rounds():
                for rate in RATES[:2] if options.smoke else RATES:
                    suite.cluster.settle()
                    run = send(suite.events, process, rate, options.seconds * 2, CONNECTIONS, sink)
                    results.add("latency", f"{name}, {rate}/s", ack_p99=run["p99"],
                                **{k: run[f"handled_{k}"] for k in ("p50", "p99", "p999", "max")})
                    results.check("latency", f"{name}, {rate}/s: {run['taken']} acknowledged, stored and forwarded, in order",
                                  run["exact"] and run["missing"] == run["disorder"] == 0, run)
            process.check_ledger(results, "latency", name)
