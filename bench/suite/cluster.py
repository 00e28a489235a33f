"""A PostgreSQL of the suite's own: Debian's programs, default durability, one directory that goes when it ends."""
import glob, os, shutil, socket, subprocess, tempfile, threading

SETTINGS = {
    # The defaults, written down because everything hangs on them.
    "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on",
    # Room, so that no run pays for the checkpoint of another; it weakens nothing.
    "shared_buffers": "512MB", "max_connections": "200", "max_wal_size": "8GB", "min_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "listen_addresses": "'127.0.0.1'", "log_min_messages": "error",
}

WAL_FILES = 240  # of 16 MB: more than any stretch writes


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def binaries():
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
    return found[-1] if found else None


class Cluster:
    def __init__(self):
        self.bin = binaries()
        self.port = free_port()
        self.work = tempfile.mkdtemp(prefix="inbox-bench-")
        self.data = os.path.join(self.work, "pg")
        # PostgreSQL does not run as root.
        self.as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.as_owner:
            shutil.chown(self.work, "postgres")
        os.chmod(self.work, 0o755)
        self.env = dict(os.environ, PGHOST="127.0.0.1", PGPORT=str(self.port), PGUSER="postgres", LC_ALL="C.UTF-8")
        self.sessions = {}

    def owned(self, *command):
        subprocess.run([*self.as_owner, *command], check=True, cwd="/", env=self.env, stdout=subprocess.DEVNULL)

    def start(self):
        self.owned(f"{self.bin}/initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        settings = dict(SETTINGS, port=str(self.port), unix_socket_directories=f"'{self.work}'")
        library = subprocess.run([f"{self.bin}/pg_config", "--pkglibdir"], capture_output=True, text=True).stdout.strip()
        self.has_statements = os.path.exists(os.path.join(library, "pg_stat_statements.so"))
        if self.has_statements:
            # Loaded but off: only the part that counts statements switches it on.
            settings |= {"shared_preload_libraries": "pg_stat_statements", "pg_stat_statements.track": "none"}
        with open(os.path.join(self.data, "postgresql.conf"), "a") as conf:
            conf.writelines(f"{key} = {value}\n" for key, value in settings.items())
        self.owned(f"{self.bin}/pg_ctl", "-D", self.data, "-w", "-l", f"{self.work}/pg.log", "start")

    def age(self):
        """WAL files to write over, as a server has them that has run for a while: a new one holds up all commits while it is filled."""
        for _ in range(WAL_FILES):
            self.sql("postgres", "SELECT pg_logical_emit_message(true, 'bench', 'age')")
            self.sql("postgres", "SELECT pg_switch_wal()")
        self.settle()

    def stop(self):
        for session in self.sessions.values():
            session.close()
        if os.path.exists(os.path.join(self.data, "postmaster.pid")):
            self.owned(f"{self.bin}/pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.work, ignore_errors=True)

    def restart(self, **settings):
        """With other settings; None: as it was."""
        for key, value in settings.items():
            self.sql("postgres", f"ALTER SYSTEM RESET {key}" if value is None else f"ALTER SYSTEM SET {key} = '{value}'")
        for session in self.sessions.values():
            session.close()
        self.sessions = {}
        self.owned(f"{self.bin}/pg_ctl", "-D", self.data, "-m", "fast", "-w", "-l", f"{self.work}/pg.log", "restart")

    def durability(self):
        """The settings as they hold. A server that would lose what it acknowledged is not measured."""
        held = {name: self.sql("postgres", f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")}
        if set(held.values()) != {"on"}:
            raise RuntimeError(f"durability is weakened: {held}")
        return held | {name: self.sql("postgres", f"SHOW {name}") for name in ("wal_sync_method", "shared_buffers", "server_version")}

    def sql(self, database, statement):
        """Runs it over a connection kept open, so that asking often costs the machine little."""
        if database not in self.sessions:
            self.sessions[database] = Session(self, database)
        try:
            return self.sessions[database].ask(statement)
        except BaseException:
            self.sessions.pop(database).process.kill()
            raise

    def number(self, database, statement):
        return int(self.sql(database, statement) or 0)

    def database(self, name, template="template1"):
        """A fresh one."""
        for each in (name, template):
            if each in self.sessions:
                self.sessions.pop(each).close()
        self.sql("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.sql("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def settle(self):
        """What the last run left to be written is not paid by the next."""
        self.sql("postgres", "CHECKPOINT")
        os.sync()

    def url(self, database):
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def jdbc(self, database):
        return f"jdbc:postgresql://127.0.0.1:{self.port}/{database}"

    def wal(self):
        return self.number("postgres", "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")

    def cpu(self):
        """CPU seconds of the server's processes, the ended ones included."""
        with open(os.path.join(self.data, "postmaster.pid")) as file:
            postmaster = int(file.readline())
        children = []
        for path in glob.glob("/proc/[0-9]*/stat"):
            try:
                with open(path) as file:
                    fields = file.read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == postmaster:
                children.append(sum(int(n) for n in fields[11:13]))
            elif path == f"/proc/{postmaster}/stat":
                children.append(sum(int(n) for n in fields[11:15]))
        return sum(children) / os.sysconf("SC_CLK_TCK")


class Session:
    """psql, kept open."""

    def __init__(self, cluster, database):
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            ["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", database],
            env=dict(cluster.env, PGOPTIONS="-c lock_timeout=30s"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def ask(self, statement):
        with self.lock:
            try:
                self.process.stdin.write(f"{statement};\n\\echo =end=\n")
                self.process.stdin.flush()
            except BrokenPipeError:
                pass
            lines = []
            for line in self.process.stdout:
                if line == "=end=\n":
                    return "".join(lines).strip()
                lines.append(line)
            raise RuntimeError("SQL: " + self.process.stderr.read().strip())

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
