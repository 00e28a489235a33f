"""Reads the command line, starts the cluster, runs the parts one after the other whatever becomes of each, writes the report."""
import argparse, importlib, os, shutil, signal, subprocess, sys, time, traceback
import cluster as clusters
from load import Events
from machine import describe
from programs import BUILT, JAR, NOOP_JAR, OFF, PLAIN_JAR, ROOT, Inbox, node
from results import Results, Skip

PARTS = ["ingest", "paced", "drain", "pull", "latency", "growth", "replay", "cost", "soak", "jmh"]
LONG = ["held", "bulk"]  # only where they are asked for


class Suite:
    """What every part gets."""

    def __init__(self, options, cluster):
        self.options, self.cluster, self.results = options, cluster, Results()
        self.events = Events(cluster.work, 40_000 if options.smoke else 400_000)
        self.filled, self.has_template = {}, False

    def ours(self):
        """Name and path of each form of the program that is there."""
        programs = {"jar": JAR}
        if self.options.binary and not self.options.smoke:
            programs["binary"] = os.path.abspath(self.options.binary)
        return programs

    def inbox(self, database, program=JAR, settings=None, options=()):
        return Inbox(self.cluster, database, program, settings, options)

    def with_schema(self, database):
        """A fresh database with the program's schema, as the program itself made it once."""
        if not self.has_template:
            with self.inbox(self.cluster.database("inbox_template"), settings=OFF):
                pass
            self.has_template = True
        return self.cluster.database(database, "inbox_template")

    def like_plain(self, database):
        """And beside the log a table like it, the same columns and indexes, for single-row inserts."""
        self.with_schema(database)
        self.cluster.sql(database, "CREATE TABLE plain (LIKE event INCLUDING ALL)")
        return database

    def needs(self, path, made_by):
        """Makes what is not there yet; a part that can't have it is left out. Smoke runs make nothing that takes a minute."""
        if os.path.exists(path):
            return
        if self.options.smoke:
            raise Skip(f"{os.path.relpath(path, ROOT)} is not made yet: {made_by}")
        print(f"  {made_by}", flush=True)
        made = subprocess.run(["bash", "-c", made_by], cwd=ROOT, capture_output=True, text=True, timeout=900)
        if made.returncode != 0 or not os.path.exists(path):
            raise Skip(f"could not be made: {made_by}: {(made.stdout + made.stderr).strip()[-300:]}")

    def needs_noop(self):
        self.needs(NOOP_JAR, "bench/noop-handler/build")

    def best_jar(self):
        """With the handler that does nothing where it could be made, so that its cursor is there before a log is filled."""
        return NOOP_JAR if os.path.exists(NOOP_JAR) else JAR

    def needs_plain_quarkus(self):
        self.needs(PLAIN_JAR, "./mvnw -B -ntp -q -f bench/plain-quarkus package")

    def needs_node(self):
        if not shutil.which("npm") and not os.path.exists(node()):
            raise Skip("there is no npm")
        self.needs(node(), "mkdir -p target/bench/peers && cp bench/peers/package.json target/bench/peers && "
                           "npm install --prefix target/bench/peers --no-package-lock --no-audit --no-fund --loglevel=error")
        for name in os.listdir(os.path.join(ROOT, "bench", "peers")):
            if name.endswith(".js"):
                shutil.copy(os.path.join(ROOT, "bench", "peers", name), os.path.join(BUILT, "peers"))

    def optional(self, part, need):
        """Whether it could be had; where not, the report says why."""
        try:
            need()
            return True
        except Skip as reason:
            self.results.note(part, f"left out: {reason}")
            return False

    def rounds(self):
        return range(self.options.rounds)


def read(doc):
    parser = argparse.ArgumentParser(prog="bench/run", description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS + LONG)}; all but the last unless given")
    parser.add_argument("--smoke", action="store_true", help="tiny counts, one round")
    parser.add_argument("--rounds", type=int, help="alternating rounds (3)")
    parser.add_argument("--seconds", type=int, help="of each loaded stretch (4); those at a fixed rate take twice that")
    parser.add_argument("--binary", help="a native binary to measure beside the jar")
    parser.add_argument("--large", action="store_true", help="growth to 10 M events as well, and ten minutes of soak")
    parser.add_argument("--soak", type=float, help="minutes (2; with --large 10)")
    parser.add_argument("--held", type=float, help="minutes of each half of held (30)")
    parser.add_argument("--beside", choices=["snapshot", "slot"], help="only this half of held")
    parser.add_argument("--jobs", type=int, help="in each drain of a peer; ours get twice as many (100,000)")
    parser.add_argument("--replayed", type=int, help="events to replay, and of the first step of growth (1,000,000)")
    parser.add_argument("--report", help="where the report goes (docs/benchmarks.md if all parts are run)")
    options = parser.parse_args()
    unknown = [part for part in options.parts if part not in PARTS + LONG]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}")
    if options.binary and not os.path.exists(options.binary):
        parser.error(f"no such file: {options.binary}")
    smoke = options.smoke
    options.rounds = options.rounds or (1 if smoke else 3)
    options.seconds = options.seconds or (1 if smoke else 4)
    options.soak = options.soak or (0.05 if smoke else 10 if options.large else 2)
    options.held = options.held or (0.1 if smoke else 30)
    options.jobs = options.jobs or (1_000 if smoke else 100_000)
    options.replayed = options.replayed or (2_000 if smoke else 1_000_000)
    options.node = node()
    options.all = not options.parts and not smoke
    if not options.parts:
        options.parts = ["ingest", "drain"] if smoke else PARTS
    return options


def missing(options):
    if not clusters.binaries():
        return "no PostgreSQL server under /usr/lib/postgresql (Debian: postgresql)"
    absent = [name for name in ("psql", "wrk", "java", "javac") if not shutil.which(name)]
    if absent:
        return f"not installed: {', '.join(absent)}"
    return None if os.path.exists(JAR) else "the program is not built: ./mvnw package -DskipTests"


def main(doc):
    options = read(doc)
    reason = missing(options)
    if reason:
        print(f"bench/run: {'left out, ' if options.smoke else ''}{reason}", file=sys.stderr)
        return 0 if options.smoke else 2
    signal.signal(signal.SIGALRM, hung)
    signal.signal(signal.SIGTERM, lambda *ignored: sys.exit(143))
    os.makedirs(BUILT, exist_ok=True)
    os.chdir(ROOT)
    cluster = clusters.Cluster()
    try:
        cluster.start()
        if not options.smoke:
            cluster.age()
        suite = Suite(options, cluster)
        machine = describe(cluster, options)
        for name in options.parts:
            run_part(name, suite)
        finish(suite, machine)
        return 0 if suite.results.holds() else 1
    finally:
        cluster.stop()


def hung(*ignored):
    raise TimeoutError("it hung")


def run_part(name, suite):
    print(f"== {name} (load {os.getloadavg()[0]:.1f})", flush=True)
    begun = time.monotonic()
    # One that hangs is one that failed.
    longest = 300 if suite.options.smoke else 7200 if suite.options.large else 1500
    signal.alarm(longest + (int(suite.options.held * 150) if name in LONG else 0))
    try:
        importlib.import_module(f"parts.{name}").run(suite)
    except Skip as reason:
        suite.results.note(name, f"left out: {reason}")
    except Exception as error:
        if os.environ.get("DEBUG"):
            traceback.print_exc()
        suite.results.failed(name, error)
    finally:
        signal.alarm(0)
    suite.results.took[name] = time.monotonic() - begun


def finish(suite, machine):
    options, results = suite.options, suite.results
    results.save(os.path.join(BUILT, "results.json"), machine)
    path = options.report or (os.path.join(ROOT, "docs", "benchmarks.md") if options.all else None)
    if path:
        import chart, report
        path = os.path.abspath(path)
        picture = os.path.join(os.path.dirname(path), "images", os.path.splitext(os.path.basename(path))[0] + ".svg")
        os.makedirs(os.path.dirname(picture), exist_ok=True)
        with open(picture, "w") as file:
            file.write(chart.draw(results))
        with open(path, "w") as file:
            file.write(report.write(results, machine, os.path.relpath(picture, os.path.dirname(path))))
        print(f"{path}, {picture}", flush=True)
    failed = [check for check in results.checks if not check[2]]
    print(f"{len(results.checks)} checks, {len(failed)} failed; {len(results.troubles)} parts failed; "
          f"{sum(results.took.values()):.0f} s; target/bench/results.json")
