package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Random;

/** Requests to a webhook, byte by byte: well-formed ones around any body, and ones that are no HTTP. */
final class FuzzRequests {
    private static final String[] METHODS = {"GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "FOO"};
    private static final String[] HEADERS = {
        "Content-Type: text/plain",
        "Content-Type: application/json; charset=utf-16",
        "Content-Type: ",
        "Content-Type: \u00ff/;",
        "Accept: application/xml",
        "Content-Encoding: gzip",
        "Cookie: a=b; c",
        "X-Long: " + "a".repeat(20_000),
        "Expect: 100-continue",
        "Expect: something",
        "Origin: http://evil.example",
        "Authorization: Bearer nobody",
        "Upgrade: h2c",
        "Upgrade: websocket",
        "Range: bytes=0-1",
        "If-None-Match: *",
        "X-Forwarded-Proto: gopher",
        "Transfer-Encoding: identity"
    };
    /** After the path, where it says nothing. */
    private static final String[] QUERIES = {"", "", "", "?t=100%", "?{", "?[x]=|", "?a#b", "?%zz", "?", "#x"};

    /** What comes where a well-formed request has its length. */
    private static final String[] BROKEN = {
        "Content-Length: abc\r\n\r\n{}",
        "Content-Length: -5\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "Transfer-Encoding: chunked\r\n\r\nZZZ\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\nZZ\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "X-A: " + "a".repeat(100_000) + "\r\nContent-Length: 2\r\n\r\n{}",
        "foo bar baz\r\nContent-Length: 2\r\n\r\n{}",
        "f\u0000o: bar\r\nContent-Length: 2\r\n\r\n{}",
        " folded\r\nContent-Length: 2\r\n\r\n{}"
    };

    private final Random random;
    private final FuzzBodies bodies;

    FuzzRequests(Random random) {
        this.random = random;
        this.bodies = new FuzzBodies(random);
    }

    /**
     * One request.
     *
     * @param about for a failure's message
     * @param whole it is HTTP, and all of it is there: it must be answered
     * @param signed and the signature is right
     * @param post any other method is refused, whatever comes with it
     * @param head it is a HEAD: the answer has no body
     * @param bodyLength of a whole one
     */
    record Request(
            byte[] bytes, String about, boolean whole, boolean signed, boolean post, boolean head, int bodyLength) {}

    Request next() {
        return switch (random.nextInt(8)) {
            case 0 -> broken();
            case 1 -> cut();
            default -> whole();
        };
    }

    private Request whole() {
        byte[] body = bodies.next();
        String method = random.nextInt(10) == 0 ? METHODS[random.nextInt(METHODS.length)] : "POST";
        boolean signed = random.nextInt(3) > 0;
        String query = QUERIES[random.nextInt(QUERIES.length)];
        String about = method + query + (signed ? " signed" : " not signed");
        var request = new ByteArrayOutputStream();
        request.writeBytes(
                latin(method + " /webhooks/textus" + query + " HTTP/1.1\r\nHost: inbox\r\n" + signature(signed, body)));
        for (int i = random.nextInt(3); i > 0; i--) {
            String header = HEADERS[random.nextInt(HEADERS.length)];
            about += ", " + header.substring(0, Math.min(40, header.length()));
            if (!header.startsWith("Transfer")) {
                request.writeBytes(latin(header + "\r\n"));
            }
        }
        if (random.nextInt(4) == 0) {
            about += ", chunked";
            chunked(request, body);
        } else {
            request.writeBytes(latin("Content-Length: " + body.length + "\r\n\r\n"));
            request.writeBytes(body);
        }
        String start = new String(body, 0, Math.min(200, body.length), ISO_8859_1);
        return new Request(
                request.toByteArray(),
                about + ", " + body.length + " bytes: " + start,
                true,
                signed,
                method.equals("POST"),
                method.equals("HEAD"),
                body.length);
    }

    private String signature(boolean right, byte[] body) {
        String hex = HexFormat.of().formatHex(Keys.hmac(Keys.SECRET.getBytes(UTF_8), body));
        if (right) {
            return "X-TextUs-Signature: " + (random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT))
                    + "\r\n";
        }
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "X-TextUs-Signature: \r\n";
            case 2 -> "X-TextUs-Signature: " + "z".repeat(64) + "\r\n";
            case 3 -> "X-TextUs-Signature: " + hex.substring(1) + "\r\n";
            default -> "X-TextUs-Signature: " + "0".repeat(64) + "\r\nX-TextUs-Signature: " + hex + "\r\n";
        };
    }

    private void chunked(ByteArrayOutputStream request, byte[] body) {
        request.writeBytes(latin("Transfer-Encoding: chunked\r\n\r\n"));
        for (int from = 0; from < body.length; ) {
            int length = Math.min(body.length - from, 1 + random.nextInt(Math.max(1, body.length)));
            request.writeBytes(latin(Integer.toHexString(length) + "\r\n"));
            request.write(body, from, length);
            request.writeBytes(latin("\r\n"));
            from += length;
        }
        request.writeBytes(latin("0\r\n\r\n"));
    }

    private Request broken() {
        byte[] body = latin("{}");
        String part = BROKEN[random.nextInt(BROKEN.length)];
        byte[] request = latin(
                "POST /webhooks/textus HTTP/1.1\r\nHost: inbox\r\n" + signature(random.nextBoolean(), body) + part);
        return new Request(
                request, "broken: " + part.substring(0, Math.min(60, part.length())), false, false, true, false, 0);
    }

    /** Whoever sends it goes away in the middle of it. */
    private Request cut() {
        Request whole = whole();
        byte[] part = java.util.Arrays.copyOf(whole.bytes(), random.nextInt(Math.min(whole.bytes().length, 2_000)));
        return new Request(part, null, false, false, true, false, 0);
    }

    private static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
