"""Three queues on PostgreSQL at what their documentation calls their best: drains of jobs that do nothing. No part by itself."""
import os, subprocess
from programs import BUILT, HEAP, ROOT, node

DB_SCHEDULER = os.path.join(BUILT, "db-scheduler")
# Peer, mode, how the report names it, keys (0: none asked for), how many of the jobs. With few keys they fall back to their
# poll interval, so a twentieth of the jobs is more than they drain before they are cut off.
RUNS = [
    ("graphile-worker", "batched", "without keys", 0, 1),
    ("pg-boss", "batch500x2", "without keys", 0, 1),
    ("db-scheduler", "lock_20t_4.0_20.0", "without keys", 0, 1),
    ("graphile-worker", "fifo_batched", "in order, 1,000 contacts", 1000, 2),
    ("pg-boss", "fifo_batch100x4", "in order, 1,000 contacts", 1000, 4),
    ("graphile-worker", "fifo_batched", "in order, 50 contacts", 50, 20),
    ("pg-boss", "fifo_batch100x4", "in order, 50 contacts", 50, 20),
]
CUT_OFF = 12


def available(suite):
    found = []
    if suite.optional("drain", suite.needs_node):
        found += ["graphile-worker", "pg-boss"]
    if suite.optional("drain", lambda: suite.needs(
            os.path.join(DB_SCHEDULER, "db-scheduler-peer-1.jar"), "./mvnw -B -ntp -q -f bench/peers/db-scheduler package")):
        found.append("db-scheduler")
    return found


def drain(suite, found):
    for peer, mode, name, keys, share in RUNS:
        if peer in found:
            try:
                one(suite, peer, mode, name, keys, suite.options.jobs // share)
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                suite.results.failed("drain", f"{peer} {mode}: {error}")


def one(suite, peer, mode, name, keys, jobs):
    cluster = suite.cluster
    database = cluster.database("peer")
    cluster.settle()
    env = dict(os.environ, N=str(jobs), KEYS=str(keys or 1000), DRAIN_MAX_S=str(CUT_OFF), DATABASE_URL=cluster.url(database),
               JDBC_URL=f"{cluster.jdbc(database)}?user=postgres")
    run = subprocess.run(command(peer, mode), env=env, capture_output=True, text=True, timeout=CUT_OFF + 180)
    line = next((line.split("\t") for line in run.stdout.splitlines() if line.count("\t") >= 4), None)
    if run.returncode != 0 or line is None:
        raise RuntimeError((run.stderr or run.stdout)[-400:])
    suite.results.add("drain", f"{peer} ({mode}), {name}", rate=float(line[2]))
    if "PARTIAL" in line[4]:
        suite.results.note("drain", f"{peer} ({mode}), {name}: cut off after {CUT_OFF} s; the rate is what it had done by then")
    if keys and "disorder=yes" in line[4]:
        suite.results.note("drain", f"{peer} ({mode}), {name}: it did not keep the order of a key")


def command(peer, mode):
    if peer == "db-scheduler":
        return ["java", HEAP, "-cp", f"{DB_SCHEDULER}/classes:{DB_SCHEDULER}/lib/*", "DbSchedulerBench", mode,
                os.path.join(ROOT, "bench", "peers", "db-scheduler", "db-scheduler.sql")]
    script = {"graphile-worker": "graphile.js", "pg-boss": "pgboss.js"}[peer]
    return [node(), os.path.join(BUILT, "peers", script), mode]
