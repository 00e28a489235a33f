"""The goals, each a ratio of two medians of one run (or a figure), and whether it was met."""

ROW = "single-row insert, pgbench, 16 clients"


def drains(results, subject, peers=("graphile-worker", "pg-boss", "db-scheduler")):
    """The best peer's rate."""
    rates = [results.median("drain", s, "rate") for s in results.subjects("drain") if s.startswith(peers) and s.endswith(subject)]
    return max(rates, default=None)


def goals(r):
    """Measure, goal, numerator, denominator, the least (or most, if negative) it may be, unit."""
    m = r.median
    last = max((s for s in r.subjects("growth")), key=lambda s: int(s.split()[0].replace(",", "")), default="")
    size = last.split()[0] if last else "10,000,000"
    return [
        ("ingest at 64 connections against a single-row insert at 16 clients", "≥ 1.5 ×",
         m("ingest", "jar, 64 connections", "rate"), m("ingest", ROW, "rate"), 1.5),
        ("ingest against Fastify + pg, one process each, 64 connections", "≥ 3 ×",
         m("ingest", "jar, 64 connections", "rate"), m("ingest", "Fastify + pg, 64 connections", "rate"), 3),
        ("ack p99 at half the peak against the p99 of one fsynced commit", "≤ 5 ×",
         m("paced", "jar, at half its peak", "p99"), m("paced", "one fsynced commit at a time, pgbench", "p99"), -5),
        ("drain, no-op, without keys, against the best peer", "≥ 3 ×",
         m("drain", "no-op handler, without keys", "rate"), drains(r, "without keys"), 3),
        ("drain in order, 1,000 contacts, against the best ordered peer", "≥ 5 ×",
         m("drain", "no-op handler, in order, 1,000 contacts", "rate"), drains(r, "in order, 1,000 contacts"), 5),
        ("drain in order, 50 contacts, against our own without keys", "≥ 0.5 ×",
         m("drain", "no-op handler, in order, 50 contacts", "rate"), m("drain", "no-op handler, without keys", "rate"), 0.5),
        ("consent projection against inserts of 100 rows", "≥ 0.5 ×",
         m("drain", "consent projection, in order, 1,000 contacts", "rate"), m("drain", "inserts of 100 rows, pgbench, 4 clients", "rate"), 0.5),
        ("ack to handled at 500/s, p99, in ms", "≤ 50 ms", m("latency", "jar, 500/s", "p99"), 1, -50),
        (f"ingest at {size} events against an empty log" + ("" if size == "10,000,000" else " (10 M: `--large`)"), "≥ 0.85 ×",
         m("growth", last, "rate"), m("growth", "0 events before", "rate"), 0.85),
        ("live ack p99 during a replay against without, at 500/s", "≤ 2 ×",
         m("replay", "500/s during a replay", "p99"), m("replay", "500/s without a replay", "p99"), -2),
        ("WAL per event against a single-row insert of the same row", "≤ 1.15 ×",
         m("cost", "jar, receiving only", "wal_bytes"), m("cost", ROW, "wal_bytes"), -1.15),
    ] + [
        (f"beside {beside}, at the end against before: {what}", f"≤ {most} ×",
         m("held", f"{beside}, at the end", key), m("held", f"{beside}, before", key), -most)
        for beside in ("an open snapshot", "an idle replication slot") if r.subjects("held")
        for what, key, most in (("median ack", "p50", 1.1), ("ack p99", "p99", 1.5), ("CPU for an event", "cpu_us", 1.1))
    ] + [
        (f"live ack p99 {subject.split(' ', 1)[1]} against with no order, at 500/s", "≤ 2 ×",
         m("bulk", subject, "p99"), m("bulk", "500/s with no order", "p99"), -2)
        for subject in r.subjects("bulk") if subject.startswith("500/s during")
    ] + [
        (f"{subject} against with no order", "≥ 0.8 ×", m("bulk", subject, "rate"), m("bulk", "ingest with no order", "rate"), 0.8)
        for subject in r.subjects("bulk") if subject.startswith("ingest during")
    ]


def judged(results):
    """Rows of measure, goal, figure as text, met."""
    rows = []
    for measure, goal, top, bottom, bound in goals(results):
        if top is None or not bottom:
            rows.append((measure, goal, "not measured", "—"))
            continue
        ratio = top / bottom
        met = ratio >= bound if bound > 0 else ratio <= -bound
        figure = f"{ratio:.1f} ms" if bottom == 1 else f"{ratio:.2f} × ({number(top)} / {number(bottom)})"
        rows.append((measure, goal, figure, "met" if met else "**missed**"))
    return rows


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
