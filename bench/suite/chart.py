"""The rates as bars, in an SVG that needs nothing from anywhere."""
from html import escape

WIDTH, LABEL, BAR, GAP = 900, 400, 18, 6
GROUPS = [("ingest", "Webhooks acknowledged a second, 64 connections", ("64 connections", "pgbench, 16 clients")),
          ("drain", "Events handled, or jobs done, a second", ("",))]
COLORS = {True: "#2563eb", False: "#94a3b8"}
OURS = ("jar", "binary", "no-op handler", "consent projection", "forward to")


def draw(results):
    body, y = [], 10
    for part, title, ends in GROUPS:
        bars = [(s, results.median(part, s, "rate")) for s in results.subjects(part) if s.endswith(ends)]
        if not bars:
            continue
        most = max(rate for _, rate in bars) or 1
        body.append(f'<text x="10" y="{y + 18}" font-weight="bold">{escape(title)}</text>')
        y += 32
        for subject, rate in bars:
            body.append(bar(subject, rate, rate / most, y))
            y += BAR + GAP
        y += 16
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}" '
            f'font-family="sans-serif" font-size="13" role="img"><title>Rates side by side</title>'
            f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(body)}</svg>\n')


def bar(subject, rate, share, y):
    width = max(1, share * (WIDTH - LABEL - 90))
    return (f'<text x="{LABEL - 8}" y="{y + 13}" text-anchor="end">{escape(subject)}</text>'
            f'<rect x="{LABEL}" y="{y}" width="{width:.0f}" height="{BAR}" fill="{COLORS[subject.startswith(OURS)]}"/>'
            f'<text x="{LABEL + width + 6:.0f}" y="{y + 13}">{rate:,.0f}</text>')
