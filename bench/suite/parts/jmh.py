"""The two pure hot paths alone, by JMH: the signature and the envelope."""
import json, os, subprocess
from programs import BUILT, ROOT

MADE = os.path.join(BUILT, "jmh")


def run(suite):
    suite.needs(os.path.join(MADE, "classes", "META-INF", "BenchmarkList"), "./mvnw -B -ntp -q -f bench/jmh package")
    answer = os.path.join(MADE, "results.json")
    classpath = f"{MADE}/classes:{ROOT}/target/classes:{MADE}/lib/*:{ROOT}/target/quarkus-app/lib/main/*"
    forks, times = ("1", "2") if suite.options.rounds == 1 else ("3", "3")
    done = subprocess.run(["java", "-cp", classpath, "org.openjdk.jmh.Main", "-f", forks, "-wi", times, "-w", "1", "-i", times, "-r", "1",
                           "-rf", "json", "-rff", answer], cwd=MADE, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        raise RuntimeError((done.stdout + done.stderr)[-800:])
    with open(answer) as file:
        for each in json.load(file):
            subject = ".".join(each["benchmark"].split(".")[-2:])
            for fork in each["primaryMetric"]["rawData"]:
                for value in fork:
                    suite.results.add("jmh", subject, ns=value)
