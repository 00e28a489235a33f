"""What was measured: for each part, subject and measure the figures of all rounds; and what was checked."""
import json, statistics, sys, time


class Results:
    def __init__(self):
        self.begun = time.time()
        self.figures, self.checks, self.notes, self.troubles, self.took = [], [], [], [], {}

    def add(self, part, subject, **measures):
        for measure, value in measures.items():
            self.figures.append((part, subject, measure, float(value)))
        print(f"  {part} · {subject}: " + ", ".join(f"{k} {v:,.3g}" if v < 1000 else f"{k} {v:,.0f}" for k, v in measures.items()),
              flush=True)

    def check(self, part, what, holds, detail=""):
        self.checks.append((part, what, bool(holds), "" if holds else str(detail)))
        if not holds:
            print(f"  CHECK FAILED {part} · {what}: {detail}", file=sys.stderr, flush=True)

    def note(self, part, text):
        if (part, text) not in self.notes:
            self.notes.append((part, text))
            print(f"  {part}: {text}", flush=True)

    def failed(self, part, error):
        self.troubles.append((part, str(error)))
        print(f"  FAILED {part}: {error}", file=sys.stderr, flush=True)

    def values(self, part, subject, measure):
        return [v for p, s, m, v in self.figures if (p, s, m) == (part, subject, measure)]

    def median(self, part, subject, measure):
        """None where nothing was measured."""
        values = self.values(part, subject, measure)
        return statistics.median(values) if values else None

    def subjects(self, part):
        return list(dict.fromkeys(s for p, s, _, _ in self.figures if p == part))

    def measures(self, part):
        return list(dict.fromkeys(m for p, _, m, _ in self.figures if p == part))

    def holds(self):
        return not self.troubles and all(check[2] for check in self.checks)

    def save(self, path, machine):
        rows = [{"part": p, "subject": s, "measure": m, "values": self.values(p, s, m), "median": self.median(p, s, m)}
                for p, s, m in dict.fromkeys((p, s, m) for p, s, m, _ in self.figures)]
        with open(path, "w") as file:
            json.dump({"machine": machine, "figures": rows, "took": self.took, "notes": self.notes, "troubles": self.troubles,
                       "checks": [dict(zip(("part", "what", "holds", "detail"), c)) for c in self.checks]}, file, indent=1)


class Skip(Exception):
    """This machine has not what it takes; the text says what."""
