"""Profiles of ingest and drain by Flight Recorder."""
import argparse, collections, os, re, subprocess, time
import cluster as clusters
from load import wrk
from main import Suite, missing
from parts.drain import fill
from programs import BUILT, JAR, NOOP_JAR, OFF, ROOT

FRAME = re.compile(r"^\s+([\w.$<>/]+)\(.*line:")
TOP, CONNECTIONS = 10, 64


def main(doc, arguments):
    parser = argparse.ArgumentParser(prog="bench/profile", description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=int, nargs="?", default=20)
    seconds = parser.parse_args(arguments).seconds
    options = argparse.Namespace(smoke=False, binary=None)
    reason = missing(options)
    if reason:
        print(f"bench/profile: {reason}")
        return 2
    os.makedirs(BUILT, exist_ok=True)
    os.chdir(ROOT)
    cluster = clusters.Cluster()
    try:
        cluster.start()
        suite = Suite(options, cluster)
        suite.needs_noop()
        report("ingest, 64 connections, receiving only", ingest(suite, seconds))
        report("drain of a handler that does nothing, 1,000 contacts", drain(suite, seconds))
    finally:
        cluster.stop()
    return 0


def ingest(suite, seconds):
    with suite.inbox(suite.with_schema("profile_ingest"), JAR, OFF) as process:
        wrk(suite.events, process, CONNECTIONS, 8)
        return recorded(process, "ingest", lambda: wrk(suite.events, process, CONNECTIONS, seconds))


def drain(suite, seconds):
    """As many events as keep it at work for a good part of the time: 20,000 for each second."""
    with suite.inbox(suite.with_schema("profile_drain"), NOOP_JAR, OFF) as process:
        for salt, n in (("warm", 50_000), ("main", 20_000 * seconds)):
            process.call("POST", "/admin/handlers/noop/pause")
            fill(suite, process.database, salt, n, 1000, "message.received")
            resume = lambda: (process.call("POST", "/admin/handlers/noop/resume"), process.await_handled("noop", 600))
            path = recorded(process, "drain", resume) if salt == "main" else resume()
        return path


def recorded(process, name, work):
    path = os.path.join(BUILT, f"{name}.jfr")
    jcmd = ["jcmd", str(process.process.pid)]
    settings = os.path.join(BUILT, "profile.jfc")
    # The JDK's own profile with a sample every 10 ms for each thread, nothing else changed.
    subprocess.run(["jfr", "configure", "method-profiling=max", "--output", settings], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*jcmd, "JFR.start", "name=bench", f"settings={settings}", f"filename={path}"], check=True, stdout=subprocess.DEVNULL)
    begun = time.monotonic()
    work()
    subprocess.run([*jcmd, "JFR.stop", "name=bench"], check=True, stdout=subprocess.DEVNULL)
    print(f"{name}: {time.monotonic() - begun:.1f} s recorded, {path}", flush=True)
    return path


def report(title, path):
    """The method on top of the stack, and how often any method of ours was on it."""
    text = subprocess.run(["jfr", "print", "--stack-depth", "64", "--events", "jdk.ExecutionSample", path], capture_output=True,
                          text=True, check=True).stdout
    top, ours, samples = collections.Counter(), collections.Counter(), 0
    for event in text.split("jdk.ExecutionSample {")[1:]:
        frames = [m.group(1) for m in map(FRAME.match, event.splitlines()) if m]
        if frames:
            samples += 1
            top[frames[0]] += 1
            ours.update({frame for frame in frames if "dev.textusinbox" in frame})
    print(f"\n### {title}: {samples} samples\n")
    for head, counts in (("on top of the stack", top), ("of ours, anywhere on the stack", ours)):
        print(f"| {head} | share |\n| --- | --- |")
        for method, n in counts.most_common(TOP):
            print(f"| `{method}` | {100 * n / max(1, samples):.1f} % |")
        print()
