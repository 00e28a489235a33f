"""Orders on very many rows while 500 a second come in: what each does to their acks, and how long it takes."""
import time
from load import send, wrk
from programs import JAR, NOOP_JAR
from parts.growth import filled

RATE, CONNECTIONS, PHONES = 500, 32, 1_000

# Each is an event that is there, the newest of them first; dead for two causes, one of them for every tenth.
DEAD = """INSERT INTO redelivery (handler, event_id, lane, key, state, attempts, settled_at, failed_at, last_error, cause, cause_id)
          SELECT '{handler}', id, lane, contact, 'dead', 12, now(), now(), 'HTTP 422 from crm: no customer ' || id,
                 'HTTP 422 from crm: no customer …', CASE WHEN id % 10 = 0 THEN 18 ELSE 17 END
            FROM event WHERE source = 'textus' ORDER BY id DESC LIMIT {dead}"""
STATE = "SELECT count(*) FROM redelivery WHERE handler = '{handler}' AND state = '{state}'"
LEFT = "SELECT count(*) FROM event WHERE contact IN ({contacts})"


def run(suite):
    options = suite.options
    program, handler = (JAR, "messages") if options.smoke else (NOOP_JAR, "noop")
    if not options.smoke and not suite.optional("bulk", suite.needs_noop):
        return
    events = 10_000_000 if options.large else options.replayed
    dead, contacts = min(1_000_000, events // 2), max(5_000, events // 100)
    database, seconds = filled(suite, events, contacts), options.seconds * 2
    with suite.inbox(database, program) as process:
        process.await_handled(handler)
        send(suite.events, process, RATE, seconds, CONNECTIONS)
        for action in ("discard", "retry"):
            warm(suite, process, handler, action, min(20_000, dead))
        for action, state in (("discard", "discarded"), ("retry", "retried")):
            suite.cluster.sql(database, DEAD.format(handler=handler, dead=dead))
            suite.cluster.sql(database, "VACUUM ANALYZE redelivery")
            for _ in suite.rounds():
                live(suite, process, "with no order", seconds)
            if action == "discard":
                by_cause(suite, process, handler, dead)
            order = given(process, handler, action)
            done = complete(suite, process, f"{action} of {dead:,}", order, seconds)
            suite.results.check("bulk", f"{dead} dead, {action} of all", done["done"] == dead, done)
            if action == "discard":
                left = suite.cluster.number(database, STATE.format(handler=handler, state=state))
                suite.results.check("bulk", f"{dead} {state}", left == dead, left)
                suite.cluster.sql(database, f"DELETE FROM redelivery WHERE handler = '{handler}'")
            else:
                begun = time.monotonic()
                process.await_that(lambda: suite.cluster.number(
                    database, f"SELECT count(*) FROM redelivery WHERE handler = '{handler}'") == 0, 600, "not all were retried", 1)
                suite.results.add("bulk", f"the last of {dead:,} handled after their order", seconds=time.monotonic() - begun)
        begins(suite, process, handler, events)
        erased(suite, process, events, contacts, seconds)


def by_cause(suite, process, handler, dead):
    """The list of causes: as fast at a million as at ten."""
    took = []
    for _ in range(120):
        begun = time.monotonic()
        groups = process.call("GET", f"/admin/failures?handler={handler}&state=dead")["items"]
        took.append((time.monotonic() - begun) * 1000)
    took = sorted(took[20:])
    suite.results.add("bulk", f"the causes of {dead:,} dead", p50=took[50], p99=took[98], max=took[-1])
    counts = [group["count"] for group in groups]
    suite.results.check("bulk", f"two causes of {dead} dead", len(groups) == 2 and sum(counts) == dead and counts == sorted(counts, reverse=True), counts)


def given(process, handler, action):
    return process.call("POST", f"/admin/redeliveries/{action}", {"handler": handler, "state": "dead", "reason": "benchmark"})


def warm(suite, process, handler, action, dead):
    """A small order of the kind, so that nothing is compiled while it is measured."""
    rows = f"SELECT count(*) FROM redelivery WHERE handler = '{handler}' AND state <> 'discarded'"
    suite.cluster.sql(process.database, DEAD.format(handler=handler, dead=dead))
    given(process, handler, action)
    process.await_that(lambda: suite.cluster.number(process.database, rows) == 0, 300, f"the first {action} does not end", 0.5)
    suite.cluster.sql(process.database, f"DELETE FROM redelivery WHERE handler = '{handler}'")


def live(suite, process, name, seconds):
    suite.cluster.settle()
    return measured(suite, process, name, seconds)


def measured(suite, process, name, seconds):
    run = send(suite.events, process, RATE, seconds, CONNECTIONS)
    suite.results.add("bulk", f"{RATE}/s {name}", **{k: run[k] for k in ("rate", "p50", "p99", "p999", "max")})
    suite.results.check("bulk", f"{name}: {run['taken']} acknowledged, as many stored", run["exact"], run)


def ingest(suite, process, name, seconds):
    run = wrk(suite.events, process, 64, seconds)
    suite.results.add("bulk", f"ingest {name}", **{k: run[k] for k in ("rate", "p50", "p99", "p999")})
    suite.results.check("bulk", f"ingest {name}: {run['taken']} acknowledged, {run['extra']} more under way", run["exact"], run)


def complete(suite, process, name, order, seconds, beside=measured):
    """To its end, while live events go on coming."""
    begun, state = time.monotonic(), order
    while state["state"] == "running" and time.monotonic() < begun + 1200:
        beside(suite, process, f"during a {name}", seconds)
        state = process.call("GET", f"/admin/bulk/{order['id']}")
    suite.results.add("bulk", name, rate=state["done"] / (time.monotonic() - begun), seconds=time.monotonic() - begun)
    suite.results.check("bulk", f"{name} is completed", state["state"] == "completed", state)
    return state


def begins(suite, process, handler, events):
    begun = time.monotonic()
    replay = process.call("POST", "/admin/replays", {"reason": "benchmark", "handlers": [handler], "filter": {}, "all": True})
    answered = time.monotonic() - begun
    process.await_that(lambda: process.call("GET", f"/admin/replays/{replay['id']}")["succeeded"] > 0, 60, "nothing is replayed", 0.05)
    suite.results.add("bulk", f"a replay of all of {events:,} events", answered_s=answered, first_s=time.monotonic() - begun)
    process.call("POST", f"/admin/replays/{replay['id']}/cancel")


def erased(suite, process, events, contacts, seconds):
    database = process.database
    # Spread over all of them, of which a few are busy: see bench/fill.sh.
    phones = [f"+1303{2_000_000 + (2 * n + 1) * contacts // (2 * PHONES)}" for n in range(PHONES)]
    listed = ", ".join(f"'{phone}'" for phone in phones)
    many = suite.cluster.number(database, LEFT.format(contacts=listed))
    for _ in suite.rounds():
        suite.cluster.settle()
        ingest(suite, process, "with no order", seconds)
    order = process.call("POST", "/admin/contacts/erase", {"phones": phones, "reason": "benchmark"})
    complete(suite, process, f"erasure of {len(phones):,} phones with {many:,} of {events:,} events", order, seconds, ingest)
    left = suite.cluster.number(database, LEFT.format(contacts=listed))
    suite.results.check("bulk", f"{len(phones)} phones have no event", left == 0, left)
