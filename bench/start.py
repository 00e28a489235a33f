"""Starts a program, stops it and loads it, and prints how it does: start.py STARTS CONNECTIONS SECONDS SECRET COMMAND…
The port and the secret are set by the environment. The first start makes the schema and is not counted."""
import hashlib, hmac, os, signal, socket, statistics, subprocess, sys, time

starts, connections, seconds, secret, command = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:]
made = 0


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


port = free_port()
env = dict(os.environ, QUARKUS_HTTP_HOST="127.0.0.1", QUARKUS_HTTP_PORT=str(port), INBOX_SOURCES_TEXTUS_SECRETS=secret)
log = open("program.log", "ab")


def delivery():
    global made
    made += 1
    body = (
        f'{{"id":"/deliveries/{os.getpid()}-{made}","timestamp":"2026-03-01T10:15:30.156Z","action":"message.received",'
        f'"message":{{"id":"/messages/{os.getpid()}-{made}","body":"first","status":"received"}}}}'
    ).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return (
        f"POST /webhooks/textus HTTP/1.1\r\nHost: inbox\r\nConnection: close\r\nX-TextUs-Signature: {signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def taken():
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(delivery())
            return b" 202 " in connection.recv(4096).split(b"\r\n", 1)[0]
    except OSError:
        return False


def start():
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    while not taken():
        if process.poll() is not None:
            sys.exit(f"it ended with {process.returncode}: see program.log\n{open('program.log').read()[-2000:]}")
        time.sleep(0.001)
    return process, (time.perf_counter() - begun) * 1000


def stop(process):
    begun = time.perf_counter()
    process.send_signal(signal.SIGTERM)
    code = process.wait(60)
    return (time.perf_counter() - begun) * 1000, code


def memory(process, name):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(name))


stop(start()[0])
times, ends, codes = [], [], set()
for _ in range(starts):
    process, ms = start()
    times.append(ms)
    ms, code = stop(process)
    ends.append(ms)
    codes.add(code)
process, _ = start()
time.sleep(15)
idle = memory(process, "VmRSS")
load = subprocess.run(
    ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", os.environ["LOAD"], f"http://127.0.0.1:{port}"],
    capture_output=True, text=True, check=True).stdout
result = next(line.split() for line in load.splitlines() if line.startswith("RESULT"))
peak = memory(process, "VmHWM")
ms, code = stop(process)
print(
    f"{os.path.basename(next((word for word in command if word.endswith('.jar')), command[0]))}\n"
    f"  exec to the first 202  median {statistics.median(times):.0f} ms, least {min(times):.0f}, most {max(times):.0f}\n"
    f"  RSS idle               {idle:.0f} MB\n"
    f"  RSS at its highest     {peak:.0f} MB, at {result[1]} taken/s, p50 {result[5]} ms, p99 {result[6]} ms, "
    f"{result[2]} 504/s, {result[3]} other, {result[4]} broken\n"
    f"  SIGTERM to the exit    median {statistics.median(ends):.0f} ms idle, {ms:.0f} after the load; codes {sorted(codes | {code})}")
