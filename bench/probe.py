"""Posts over a few connections of its own, at leisure, and tells how long each kind of answer took:
probe.py PORT SECONDS EVENTS_FILE"""
import http.client, sys, threading, time

port, seconds, file = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
times, lock, end = {}, threading.Lock(), time.time() + float(sys.argv[2])
lines = open(file, "rb")


def post():
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    while time.time() < end:
        with lock:
            signature, body = lines.readline().rstrip(b"\n").split(b"\t", 1)
        start = time.time()
        try:
            connection.request("POST", "/webhooks/textus", body, {"X-TextUs-Signature": signature.decode()})
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except OSError as e:
            status = type(e).__name__
            connection.close()
        with lock:
            times.setdefault(status, []).append((time.time() - start) * 1000)
        time.sleep(0.05)


threads = [threading.Thread(target=post) for _ in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
for status, ms in sorted(times.items(), key=str):
    ms.sort()
    print(f"  {status}: {len(ms)} answers, p50 {ms[len(ms) // 2]:.0f} ms, p99 {ms[int(len(ms) * 0.99)]:.0f} ms, max {ms[-1]:.0f} ms")
