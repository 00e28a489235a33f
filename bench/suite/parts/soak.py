"""Memory while events come in at a steady rate for minutes: whether it stays where it is."""
import statistics, threading
from cluster import free_port
from load import Aside, send

RATE, CONNECTIONS = 1000, 32


def run(suite):
    seconds = max(2, int(suite.options.soak * 60))
    for name, program in suite.ours().items():
        database = suite.with_schema(f"soak_{name}")
        with Aside("sink", free_port()) as sink, suite.inbox(
                database, program, {"inbox.forwards.sink.url": f"http://127.0.0.1:{sink.port}/"}) as process:
            taken, samples = soak(suite, name, process, seconds)
            process.check_ledger(suite.results, "soak", name)
            quarter = max(1, len(samples) // 4)
            suite.results.add("soak", f"{name}, {RATE}/s for {seconds / 60:.3g} minutes, forwarded", events=taken,
                              mb_second_quarter=statistics.median(samples[quarter:2 * quarter] or samples),
                              mb_last_quarter=statistics.median(samples[-quarter:]), mb_most=max(samples))


def soak(suite, name, process, seconds):
    samples, ended = [], threading.Event()

    def watch():
        while not ended.wait(0.5):
            samples.append(process.memory())

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    taken = 0
    try:
        # In stretches, for one file of events has only so many.
        while taken < RATE * seconds:
            run = send(suite.events, process, RATE, min(60, seconds - taken // RATE), CONNECTIONS)
            suite.results.check("soak", f"{name}: {run['taken']} acknowledged, as many stored", run["exact"], run)
            taken += run["sent"]
    finally:
        ended.set()
        watcher.join()
    return taken, samples
