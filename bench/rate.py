#!/usr/bin/env python3
"""A forward with a rate, on two instances that share a database, with more events than it may have for a minute.

    ./mvnw package -DskipTests && python3 bench/rate.py --rate 50

Says how many calls came in each second, by the receiver's clock, and ends with 1 if a minute had more or fewer than the rate allows, by 4 %.
"""
import argparse, collections, json, os, sys, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "suite"))
from away import Receiver, free_port, post_all
from cluster import Cluster
from programs import Inbox

CONTACTS, SECONDS, TOLERANCE = 500, 60, 0.04


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, default=50)
    options = parser.parse_args()
    receiver = Receiver(free_port())
    receiver.status = 200
    receiver.listen()
    settings = {"inbox.forwards.crm.url": f"http://127.0.0.1:{receiver.port}/events", "inbox.handlers.crm.rate": options.rate}
    cluster = Cluster()
    try:
        cluster.start()
        cluster.database("rate")
        with Inbox(cluster, "rate", settings=settings) as one, Inbox(cluster, "rate", settings=settings) as other:
            events = [json.dumps({"action": "message.received", "message": {"id": f"/messages/m{i}", "body": "hello"},
                                  "conversation": {"phoneNumber": f"+1303555{1000 + i % CONTACTS}"}}).encode()
                      for i in range(int(options.rate * (SECONDS + 20)))]
            for program, part in ((one, events[::2]), (other, events[1::2])):
                refused = post_all(program.port, part)
                assert not refused, refused
            time.sleep(SECONDS + 5)
            state = next(h for h in one.call("GET", "/admin/handlers")["items"] if h["name"] == "crm")
            print(f"{state['state']}: {state['stateReason']}; on {state['instances']} instances, backlog {state['backlog']}")
        # From two seconds after the first call: both instances have their lanes by then.
        begin = receiver.calls[0] + 2
        calls = [at - begin for at in receiver.calls if 0 <= at - begin < SECONDS]
        each = collections.Counter(int(at) for at in calls)
        rate = len(calls) / SECONDS
        print(f"asked {options.rate:g}, {rate:.2f} calls a second over {SECONDS} s; in one second {min(each.values())} to {max(each.values())}")
        good = abs(rate / options.rate - 1) <= TOLERANCE and len(each) == SECONDS
        print("as it should be" if good else "FAILED")
        return 0 if good else 1
    finally:
        cluster.stop()


if __name__ == "__main__":
    sys.exit(main())
