"""Load from outside: wrk as fast as it is answered, our own sender at a fixed rate, pgbench against the database itself."""
import glob, json, os, subprocess, sys, time
from programs import BUILT, ROOT, SECRET

PER_FILE = 400_000
MOST_A_SECOND = 25_000  # no run takes more: a file with less left than that is passed over


class Events:
    """Signed deliveries, each given to each target once. Made when first needed."""

    def __init__(self, work, per_file=PER_FILE):
        self.work, self.per_file, self.at = work, per_file, {}

    def file(self, n):
        path = os.path.join(self.work, f"events-{n}")
        if not os.path.exists(path):
            script = os.path.join(ROOT, "bench", "events.py")
            subprocess.run([sys.executable, script, path, str(self.per_file), f"n{n}x", SECRET], check=True)
            # Or it is written to the disk while commits are timed.
            os.sync()
        return path

    def take(self, target, wanted):
        """A file and the first line of it that this target has not seen, with as many behind it as are wanted."""
        n, line = self.at.get(target, (0, 0))
        if line + wanted > self.per_file:
            n, line = n + 1, 0
        self.at[target] = (n, line)
        return self.file(n), line

    def used(self, target, lines):
        n, line = self.at[target]
        self.at[target] = (n, line + lines)

    def body(self):
        with open(self.file(0)) as lines:
            return lines.readline().rstrip("\n").split("\t", 1)[1]


def wrk(events, target, connections, seconds):
    """As many requests as are answered; milliseconds. What is acknowledged is what is stored, or it is an error."""
    wanted = min(events.per_file, int(seconds * MOST_A_SECOND) + connections)
    file, skip = events.take(target.database, wanted)
    before = target.stored()
    out = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", os.path.join(ROOT, "bench", "load.lua"),
         target.url()], capture_output=True, text=True, check=True, timeout=seconds + 60,
        env=dict(os.environ, EVENTS_FILE=file, EVENTS_N=str(events.per_file), EVENTS_SKIP=str(skip), STATUSES="0")).stdout
    counts = next(line.split()[1:] for line in out.splitlines() if line.startswith("COUNTS"))
    answers, refused, broken, used_up = (int(counts[i]) for i in (0, 1, 2, 7))
    # What is under way at the end is used too, and one that wrk makes before it begins, to look at.
    events.used(target.database, answers + connections + 1)
    if used_up:
        raise RuntimeError("the events were used up: raise PER_FILE")
    target.await_that(lambda: target.stored() - before >= answers - refused, 20, "less is stored than was acknowledged")
    still(target)
    result = {"taken": answers - refused, "refused": refused, "broken": broken, "rate": (answers - refused) / float(counts[3]),
              "p50": float(counts[4]), "p99": float(counts[5]), "p999": float(counts[6])}
    # What was under way when wrk stopped is stored and not counted as answered.
    result["extra"] = target.stored() - before - result["taken"]
    result["exact"] = 0 <= result["extra"] <= connections and refused == broken == 0
    return result


def still(target):
    """Until nothing more arrives: what was under way when the load stopped is not the next run's."""
    before, since = target.stored(), time.monotonic()
    while time.monotonic() < since + 0.4:
        time.sleep(0.1)
        now = target.stored()
        if now != before:
            before, since = now, time.monotonic()


def send(events, target, rate, seconds, connections, sink_port=0):
    """A fixed rate, each request timed from the moment it was due."""
    total = int(rate * seconds)
    file, skip = events.take(target.database, total)
    before = target.stored()
    result = java("send", str(target.port), target.path, file, str(skip), str(rate), str(seconds), str(connections), str(sink_port),
                  timeout=seconds + 90)
    events.used(target.database, total)
    result["stored"] = target.stored() - before
    result["exact"] = result["stored"] == result["taken"] == total
    return result


def generator():
    """The command of our own sender and sink; compiled when first needed."""
    to, source = os.path.join(BUILT, "generator"), os.path.join(ROOT, "bench", "generator", "Open.java")
    made = os.path.join(to, "Open.class")
    if not os.path.exists(made) or os.path.getmtime(made) < os.path.getmtime(source):
        subprocess.run(["javac", "-d", to, source], check=True)
    return ["java", "-Xms256m", "-Xmx512m", "-cp", to, "Open"]


def java(*arguments, timeout):
    out = subprocess.run([*generator(), *arguments], capture_output=True, text=True, timeout=timeout)
    if out.returncode != 0 or not out.stdout:
        raise RuntimeError(f"the generator failed: {out.stderr[-1000:]}")
    return json.loads(out.stdout)


class Aside:
    """The sink, or the server that does nothing, as a process of its own; tells what it saw when it is asked to end."""

    def __init__(self, what, port):
        self.port, self.path, self.database = port, "/", what
        self.command = [*generator(), what, str(port)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def end(self):
        return json.loads(self.process.communicate(timeout=20)[0] or "{}")

    def __exit__(self, *ignored):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def stored(self):
        return 0

    def url(self):
        return f"http://127.0.0.1:{self.port}/"


def pgbench(cluster, database, script, clients, seconds=None, transactions=None, **values):
    """Transactions a second, and the p99 of one in milliseconds."""
    log = os.path.join(cluster.work, "pgbench")
    limit = ["-T", str(seconds)] if seconds else ["-t", str(transactions)]
    given = [word for key, value in values.items() for word in ("-D", f"{key}={value}")]
    run = subprocess.run(
        [f"{cluster.bin}/pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", str(min(2, clients)), *limit, "-l",
         f"--log-prefix={log}", "-f", os.path.join(ROOT, "bench", "suite", script), *given, database],
        env=cluster.env, capture_output=True, text=True, timeout=(seconds or 60) + 120)
    if run.returncode != 0:
        raise RuntimeError(f"pgbench: {run.stderr[-800:]}")
    took = []
    for path in glob.glob(log + ".*"):
        with open(path) as lines:
            took += [int(line.split()[2]) for line in lines]
        os.remove(path)
    took.sort()
    rate = next(float(line.split()[2]) for line in run.stdout.splitlines() if line.startswith("tps"))
    return {"rate": rate, "count": len(took), "p50": took[len(took) // 2] / 1000, "p99": took[int(len(took) * 0.99)] / 1000}
