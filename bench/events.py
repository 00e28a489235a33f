"""Writes signed deliveries, one a line, <signature><TAB><body>, all of one length: events.py FILE COUNT SALT SECRET"""
import hashlib, hmac, sys

file, count, salt, secret = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4].encode()
filler = hashlib.shake_256(b"filler").hexdigest(1500)
with open(file, "wb") as out:
    for i in range(count):
        n, k, at = f"{salt}{i:010d}", f"{i % 1000:04d}", (i * 37) % 2000
        body = (
            f'{{"@type":"WebhookDelivery","id":"/integrations/h13Jc5/deliveries/{n}",'
            f'"timestamp":"2026-03-01T10:15:30.156Z","action":"message.received",'
            f'"conversation":{{"id":"/conversations/c{k}","phoneNumber":"+1303555{k}"}},'
            f'"message":{{"id":"/messages/{n}","direction":"in","body":"{filler[at:at + 500]}","status":"received"}}}}'
        ).encode()
        out.write(hmac.new(secret, body, hashlib.sha256).hexdigest().encode() + b"\t" + body + b"\n")
