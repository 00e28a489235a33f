"""The machine that it ran on, as the report says it."""
import os, platform, subprocess


def output(*command):
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (run.stdout or run.stderr).strip()


def field(path, name):
    with open(path) as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith(name)), "unknown")


def describe(cluster, options):
    disk = output("findmnt", "-n", "-o", "FSTYPE,SOURCE", "-T", cluster.work).split()
    return {
        "CPU": f"{field('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores",
        "memory": f"{int(field('/proc/meminfo', 'MemTotal').split()[0]) / 1024 / 1024:.0f} GB",
        "disk": f"{disk[0]} on {disk[1]}" if len(disk) == 2 else "unknown",
        "kernel": f"{platform.system()} {platform.release()}",
        "PostgreSQL": cluster.durability(),
        "JDK": (output("java", "-version").splitlines() or ["unknown"])[0],
        "Node": output(options.node, "--version") if os.path.exists(options.node) else "none",
        "wrk": (output("wrk", "-v").splitlines() or ["none"])[0].split(" Copyright")[0],
        "commit": output("git", "rev-parse", "--short", "HEAD") or "unknown",
        "load": " ".join(f"{n:.2f}" for n in os.getloadavg()),
        "rounds": options.rounds, "seconds": options.seconds,
    }
