package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** Bodies of every kind, most of them no delivery that anybody would send. */
final class FuzzBodies {
    private static final int MEGABYTE = 1_000_000;
    private static final String[] VALUES = {
        "1e999999",
        "-0",
        "9".repeat(400),
        "1E-400",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        "\"+13035550123\"",
        "\"\\ud83d\\ude00\"",
        "\"2026-13-45T99:99:99Z\"",
        "\"\u202e\u0000\"",
        "NaN",
        "\"" + "x".repeat(5_000) + "\""
    };
    private static final String[] KEYS = {
        "action",
        "id",
        "timestamp",
        "message",
        "conversation",
        "contact",
        "phoneNumber",
        "phone_call",
        "@type",
        "",
        "\\u0000"
    };

    private final Random random;

    FuzzBodies(Random random) {
        this.random = random;
    }

    /** From nothing to 5 MB, most of it small. */
    byte[] next() {
        return switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> bytes(random.nextInt(2_000));
            case 2 -> nested(random.nextInt(4) == 0 ? 200_000 : 1 + random.nextInt(3_000));
            case 3 -> truncated(usual());
            case 4 -> flipped(usual());
            case 5 -> large();
            case 6, 7 -> value(0).getBytes(UTF_8);
            case 8 -> object(VALUES[random.nextInt(VALUES.length)]).getBytes(UTF_8);
            case 9 -> (object("\"a.b\"") + value(0)).getBytes(ISO_8859_1);
            default -> usual();
        };
    }

    private byte[] usual() {
        return Deliveries.message("+1303555" + (1000 + random.nextInt(9000)), "hello")
                .getBytes(UTF_8);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] nested(int depth) {
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        String close = open.equals("[") ? "]" : "}";
        String inner = open.repeat(depth) + "1" + (random.nextBoolean() ? close.repeat(depth) : "");
        return (random.nextBoolean() ? inner : "{\"action\":\"a.b\",\"x\":" + inner + "}").getBytes(UTF_8);
    }

    private byte[] truncated(byte[] body) {
        return java.util.Arrays.copyOf(body, random.nextInt(body.length));
    }

    private byte[] flipped(byte[] body) {
        for (int i = random.nextInt(5); i >= 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return body;
    }

    /** Seldom, since each costs as much as a thousand others. */
    private byte[] large() {
        if (random.nextInt(10) > 0) {
            return usual();
        }
        int length = random.nextInt(random.nextBoolean() ? MEGABYTE : 5 * MEGABYTE);
        return ("{\"action\":\"large.one\",\"id\":\"" + random.nextLong() + "\",\"x\":\"" + "x".repeat(length) + "\"}")
                .getBytes(UTF_8);
    }

    private String value(int depth) {
        if (depth > 4 || random.nextBoolean()) {
            return VALUES[random.nextInt(VALUES.length)];
        }
        var object = new StringBuilder("{");
        for (int i = random.nextInt(6); i >= 0; i--) {
            object.append('"')
                    .append(KEYS[random.nextInt(KEYS.length)])
                    .append("\":")
                    .append(value(depth + 1));
            object.append(i > 0 ? "," : "");
        }
        return object.append('}').toString();
    }

    private String object(String action) {
        return "{\"action\":" + action + ",\"id\":" + value(3) + ",\"message\":" + value(1) + "}";
    }
}
