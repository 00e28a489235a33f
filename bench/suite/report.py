"""docs/benchmarks.md: the goals, then every figure, then what was checked."""
import statistics
from goals import judged, number

TITLES = {
    "ingest": "Ingest", "paced": "Acks at half the peak", "drain": "Drain", "pull": "Fetched by clients", "latency": "From ack to handled", "growth": "Growth",
    "replay": "Replay", "cost": "Cost of an event", "soak": "Memory", "held": "Beside a long transaction", "bulk": "Orders on very many rows", "jmh": "The pure hot paths",
}
INTRO = {
    "ingest": "As many signed, distinct webhooks as are acknowledged. Ours receive with their projections off, since nothing beside "
              "them handles anything, and with them at work. Fastify and plain Quarkus write a table of five columns and two "
              "indexes; the single-row insert writes our row with our indexes. Times in ms; a closed loop.",
    "paced": "Each request is timed from the moment it was due, so a pause counts for all that it held up. Projections at work. Busy: all cores, the sender's share included, in percent. Times in ms.",
    "drain": "From the resume of a paused handler (for a peer: the start of its worker) to the last event done. Events or jobs a "
             "second. A peer's jobs carry 20 bytes, our events 900.",
    "pull": "Events a second, received a thousand at a time through HTTP with their bodies, and acknowledged; by clients in Python.",
    "latency": "From the answer to the webhook to the arrival at a local sink that it is forwarded to, one clock for both. Times in ms.",
    "growth": "64 connections. Times in ms.",
    "replay": "A replay of everything to a handler that does nothing, at the highest rate that may be asked for (10,000/s). Times in ms.",
    "cost": "Means over all events of a stretch that begins with an empty log and a checkpoint. CPU in microseconds.",
    "soak": "Resident memory of the program in MB: the median of the second and of the last quarter of the time, and the most.",
    "held": "At half the peak, projections at work: the minute before somebody else keeps old row versions alive, and the last one. CPU "
            "of program and PostgreSQL in microseconds for an event; times in ms; dead row versions in all tables, those of contacts' "
            "and messages' rows by themselves.",
    "bulk": "Each order is given while 500 events a second come in, which go on until it is done; the erasure beside as many as are "
            "taken. Times in ms, of the orders in seconds.",
    "jmh": "Nanoseconds for a call, the body a sample of `message.received`.",
}


def write(results, machine, picture):
    """The page; picture is the chart's path from there."""
    lines = ["# Benchmarks", "",
             "Written by `bench/run`, and all of one run: medians of its rounds, which took turns, the least and the most in "
             "brackets. Your machine is another: run it there, and compare ratios. Load, program and database shared the cores.", "",
             f"![The rates side by side]({picture})", "", "## Goals", ""]
    lines += table(("measure", "goal", "figure", ""), judged(results))
    lines += ["", "Why a goal was missed, by measurement, and what the profiles show: "
              "[decision 10](decisions/0010-performance.md).", "", "## Machine", ""]
    lines += table(("what", "which"), described(machine, results))
    for part in TITLES:
        lines += section(results, part)
    return "\n".join(lines + checks(results)) + "\n"


def described(machine, results):
    held = machine["PostgreSQL"]
    durability = ", ".join(f"`{k}` {held[k]}" for k in ("fsync", "synchronous_commit", "full_page_writes", "wal_sync_method"))
    rows = [(k, v) for k, v in machine.items() if k not in ("PostgreSQL", "rounds", "seconds", "load")]
    return rows + [
        ("PostgreSQL", f"{held['server_version']}, `shared_buffers` {held['shared_buffers']}, `min_wal_size` 4GB, `max_wal_size` 8GB, WAL files made before"),
        ("durability", f"{durability}: asked of the server before the run"),
        ("run", f"{machine['rounds']} rounds of {machine['seconds']} s, {sum(results.took.values()) / 60:.0f} minutes in all, "
                f"load average before it {machine['load']}")]


def section(results, part):
    subjects, measures = results.subjects(part), results.measures(part)
    notes = [text for p, text in results.notes if p == part] + [f"**It failed:** {text}" for p, text in results.troubles if p == part]
    if not subjects and not notes:
        return []
    lines = ["", f"## {TITLES[part]}", "", INTRO[part], ""]
    if subjects:
        lines += table(("", *(m.replace("_", " ") for m in measures)),
                       [(s, *(cell(results.values(part, s, m)) for m in measures)) for s in subjects])
    return lines + [""] * bool(notes) + [f"- {one_line(text)}" for text in notes]


def cell(values):
    if not values:
        return ""
    middle = number(statistics.median(values))
    return middle if len(values) == 1 else f"{middle} ({number(min(values))}–{number(max(values))})"


def checks(results):
    failed = [c for c in results.checks if not c[2]]
    lines = ["", "## Checks", "",
             f"{len(results.checks)} times it was checked that what was acknowledged is what is stored (and at most as many more as "
             f"there were connections, under way at the end), and that what is stored is handled: {len(failed)} failed."]
    return lines + [f"- **{part}:** {what}: {one_line(detail)}" for part, what, _, detail in failed]


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)] + ["| " + " | ".join(map(str, row)) + " |" for row in rows]


def one_line(text):
    return " ".join(str(text).split())[:400]
