"""A backlog fetched through HTTP by clients of a pull consumer, a thousand events at a time, each acknowledged: one client, then ten."""
import http.client, json, threading, time
from programs import KEY, OFF
from parts.drain import fill

AT_ONCE = 1000


def run(suite):
    options, results = suite.options, suite.results
    with suite.inbox(suite.with_schema("pull"), settings=OFF) as process:
        for n in suite.rounds():
            fill(suite, process.database, f"p{n}", options.jobs * 2, 1000, "message.received")
            for clients in (1, 10):
                name = f"of-{clients}-{n}"
                process.call("PUT", f"/admin/consumers/{name}", {"reason": "the benchmark"})
                suite.cluster.settle()
                begun = time.monotonic()
                fetched = fetch(process, name, clients)
                took = time.monotonic() - begun
                who = "one client" if clients == 1 else f"{clients} clients"
                results.add("pull", f"{who}, {AT_ONCE:,} at once", rate=len(fetched) / took)
                results.check("pull", f"{who}: all {process.stored()} events, none twice",
                              len(fetched) == len(set(fetched)) == process.stored(), len(fetched))
                process.check_ledger(results, "pull", name)
                # Another one begins with all that is there, and this one would wait for what comes then.
                process.call("DELETE", f"/admin/consumers/{name}?reason=over")


def fetch(process, consumer, clients):
    """What all of them were given, until there is nothing left."""
    shares = [[] for _ in range(clients)]
    threads = [threading.Thread(target=consume, args=(process.port, consumer, share)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [event for share in shares for event in share]


def consume(port, consumer, fetched):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def post(call, body):
        while True:
            connection.request("POST", f"/api/consumers/{consumer}/{call}", json.dumps(body),
                               {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read()
            if answer.status == 200:
                return json.loads(text)
            # What is asked to come again does, as clients do.
            if answer.status != 503:
                raise RuntimeError(f"{call}: {answer.status} {text[:200]}")
            print(f"    {call}: asked to come again")
            time.sleep(0.1)

    while items := post("receive", {"max": AT_ONCE, "waitSeconds": 1})["items"]:
        given = post("ack", {"receipts": [item["receipt"] for item in items]})
        late = set(given["unknown"])
        fetched += [item["id"] for item in items if item["receipt"] not in late]
