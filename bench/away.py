#!/usr/bin/env python3
"""A forward's receiver is away for minutes, first with its port closed, then answering 503 to all; then it is back.

    ./mvnw package -DskipTests && python3 bench/away.py --minutes 5 --events 10000

Says how often it was asked meanwhile, how long all events take once it is back, and ends with 1 if one is dead, came twice, came out of its
contact's order, or had an attempt counted beyond those of the first contacts.
"""
import argparse, collections, hashlib, hmac, http.client, http.server, json, os, queue, socket, subprocess, sys, tempfile, threading, time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
JAR = os.path.join(ROOT, "target", "quarkus-app", "quarkus-run.jar")
SECRET, KEY = "textus-secret-of-the-bench", "key-of-the-bench-for-operators-only"
CONTACTS = 200


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Receiver:
    """Answers with its status, and notes the calls."""

    def __init__(self, port):
        self.port, self.status, self.calls, self.taken, self.lock = port, 503, [], [], threading.Lock()

    def listen(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                with receiver.lock:
                    receiver.calls.append(time.monotonic())
                    if receiver.status == 200:
                        h = self.headers
                        receiver.taken.append((h["Inbox-Contact"], int(h["Inbox-Event-Id"]), int(h["Inbox-Attempt"])))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *ignored):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()


def post_all(port, bodies, threads=8):
    waiting, failed = queue.Queue(), []
    for body in bodies:
        waiting.put(body)

    def send():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            try:
                body = waiting.get_nowait()
            except queue.Empty:
                return
            signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
            connection.request("POST", "/webhooks/textus", body,
                               {"Content-Type": "application/json", "X-TextUs-Signature": signature})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 202:
                failed.append(answer.status)

    workers = [threading.Thread(target=send) for _ in range(threads)]
    [w.start() for w in workers]
    [w.join() for w in workers]
    return failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--events", type=int, default=10_000)
    options = parser.parse_args()
    port, receiver = free_port(), Receiver(free_port())
    work = tempfile.mkdtemp(prefix="away")
    settings = {
        "quarkus.http.port": port, "inbox.embedded.directory": os.path.join(work, "data"),
        "inbox.sources.textus.secrets": SECRET, "inbox.forwards.crm.url": f"http://127.0.0.1:{receiver.port}/events",
        "inbox.api-keys.ops.sha256": hashlib.sha256(KEY.encode()).hexdigest(), "inbox.api-keys.ops.roles": "operator"}
    command = ["java"] + [f"-D{k}={v}" for k, v in settings.items()] + ["-jar", JAR]
    log = open(os.path.join(work, "log"), "w")
    process = subprocess.Popen(command, cwd=work, stdout=log, stderr=log)

    def get(path):
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Bearer {KEY}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def crm():
        return next((h for h in get("/admin/handlers")["items"] if h["name"] == "crm"), {})

    def until(what, condition, seconds):
        end = time.monotonic() + seconds
        while True:
            try:
                if condition():
                    return
            except OSError:
                pass
            if time.monotonic() > end:
                raise SystemExit(f"FAILED: {what}; see {work}/log")
            time.sleep(0.2)

    try:
        until("it did not start", lambda: crm().get("instances") == 1, 90)
        events = [json.dumps({"action": "message.received", "message": {"id": f"/messages/m{i}", "body": "hello"},
                              "conversation": {"phoneNumber": f"+1303555{i % CONTACTS:04d}"}}).encode() for i in range(options.events)]
        refused = post_all(port, events)
        assert not refused, refused
        until("it was not seen to be away", lambda: crm()["state"] == "waiting", 30)
        print(f"away: {crm()['stateReason']}")
        time.sleep(options.minutes * 30)
        begun = time.monotonic()
        receiver.listen()
        time.sleep(options.minutes * 30)
        asked = len(receiver.calls)
        away = crm()
        print(f"asked {asked} times in {time.monotonic() - begun:.0f} s of 503; {away['state']}: {away['stateReason']}; "
              f"backlog {away['backlog']}, retrying {away['retrying']}, blocked {away['blocked']}, dead {away['dead']}")
        receiver.status, back = 200, time.monotonic()
        until("not all came", lambda: len(receiver.taken) >= options.events, 300)
        took = time.monotonic() - back
        until("not all are done", lambda: crm()["backlog"] + crm()["retrying"] + crm()["blocked"] == 0, 60)
        attempts = collections.Counter(attempt for _, _, attempt in receiver.taken)
        order = collections.defaultdict(list)
        for contact, event, _ in receiver.taken:
            order[contact].append(event)
        disordered = [c for c, ids in order.items() if ids != sorted(ids)]
        print(f"back: all {len(receiver.taken)} events within {took:.1f} s; attempts {dict(attempts)}; "
              f"{len(disordered)} contacts out of order; dead {crm()['dead']}")
        seconds_each = options.minutes * 30 / max(1, asked)
        good = (not disordered and crm()["dead"] == 0 and len(receiver.taken) == options.events and took < 60
                and sum(n for a, n in attempts.items() if a > 1) <= 2 and seconds_each >= 1)
        print("as it should be" if good else f"FAILED; see {work}/log")
        return 0 if good else 1
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
