package dev.textusinbox.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Every field of a sample, and what no provider should ever put there; as it is written in JSON. */
final class OddValues {
    private static final String MARK = "\"odd-value-goes-here\"";

    private static final List<String> TIMES = List.of(
            "0001-01-01T00:00:00Z",
            "0001-01-01T00:00:00.0000000Z",
            "9999-12-31T23:59:59Z",
            "9999-12-31T23:59:59.9999999Z",
            "9999-12-31T23:59:59-14:00",
            "0001-01-01T00:00:00+14:00",
            "0000-01-01T00:00:00Z",
            "0000-00-00T00:00:00Z",
            "+10000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "1677-09-21T00:12:43Z",
            "2262-04-11T23:47:17Z",
            "2200-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999999Z",
            "2016-12-31T23:59:60Z",
            "2026-02-30T00:00:00Z",
            "2026-13-45T99:99:99Z",
            "2026-03-01T10:15:30+18:00",
            "2026-03-01T10:15:30+99:99",
            "2026-03-01T24:00:00Z",
            "2026-03-01 10:15:30",
            "2026-03-01T10:15:30.1234567890123Z",
            "2026-W09-7",
            "infinity",
            "-infinity",
            "now",
            "NaN",
            "1772359530");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "17",
            "0.1",
            "1e5",
            "1e400",
            "-1e400",
            "1e999999999",
            "1e-999999999",
            "1e2147483647",
            "1e2147483648",
            "1e-2147483649",
            "1e99999999999",
            "-1E-99999999999",
            "9223372036854775807",
            "9223372036854775808",
            "9".repeat(400),
            "9".repeat(1_001),
            "9".repeat(20_000),
            "0." + "0".repeat(5_000) + "1",
            "1" + "0".repeat(900) + "e99");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\\u0000",
            "a\\u0000b",
            "\\ud800",
            "\\udc00\\ud800",
            "a\\ud83d",
            "\\ud83d\\ude00",
            "\\u202e",
            "\\u2028",
            "\\ufeff",
            "\\uffff",
            "\\r\\n\\r\\n",
            "\\n\\ndata: x",
            "\\t",
            "'; DROP TABLE event; --",
            "<script>alert(1)</script>",
            "{x}{#if}",
            "${x}",
            "%s%n%x",
            "=1+1",
            "..",
            "/",
            "//",
            "/messages/",
            "a/b",
            "?#%",
            "%00",
            "+",
            "12",
            "43105",
            "ACME",
            "MyBank3035550142",
            "1-800-FLOWERS",
            "+5215512345678",
            "+52 1 55 1234 5678",
            "+999123456789",
            "+0000000000",
            "tel:+13035550142",
            "٣٠٣٥٥٥٠١٤٢",
            "+1 (303) 555-0142 ext. 9",
            "null",
            "contact.opted-out",
            "message.received",
            "~sha256:" + "0".repeat(64),
            "x".repeat(512),
            "x".repeat(513),
            "x".repeat(8_000),
            "\\u20ac".repeat(2_000),
            "/messages/" + "y".repeat(3_000),
            "9".repeat(3_000),
            "a ".repeat(5_000),
            "\\u0000".repeat(600),
            "z".repeat(200_000));

    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[[]]",
            "[null]",
            "{\"\":\"\"}",
            "{\"id\":{}}",
            "{\"id\":[]}",
            "{\"id\":17}",
            "{\"id\":null}",
            "{\"id\":\"\\u0000\"}",
            "{\"id\":\"/\",\"phoneNumber\":\"\"}",
            "{\"a\":1,\"a\":2}",
            "{\"id\":\"a\",\"id\":\"b\"}",
            "{\"phoneNumber\":43105}",
            "{\"phoneNumber\":[\"+13035550142\"]}",
            "{\"\\ud800\":1}",
            "{\"" + "k".repeat(51_000) + "\":1}",
            "[{\"id\":\"x\"}]",
            "[\"x\",[\"y\",{\"z\":[]}]]",
            "[".repeat(999) + "]".repeat(999),
            "[".repeat(1_200) + "]".repeat(1_200),
            "[".repeat(50_000) + "]".repeat(50_000),
            "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000),
            "{\"body\":{\"body\":[1e99999999999]}}");

    private OddValues() {}

    /** All of them, as JSON. */
    static List<String> all() {
        List<String> all = new ArrayList<>(NUMBERS);
        all.addAll(OTHERS);
        TIMES.forEach(time -> all.add('"' + time + '"'));
        TEXTS.forEach(text -> all.add('"' + text + '"'));
        return all;
    }

    /** Senders and phones of theirs that a reader may ask for. */
    static List<String> contacts() {
        return List.of("43105", "ACME", "MyBank3035550142", "+5215512345678", "+52 1 55 1234 5678", "x".repeat(513));
    }

    /** The sample once for each of its fields, with a gap for a value in its place. */
    static List<String> templates(String sample) throws IOException {
        List<String> templates = new ArrayList<>();
        JsonNode whole = InboxClient.parse(sample);
        fields(whole, (parent, name) -> {
            JsonNode before = parent.get(name);
            parent.put(name, MARK.substring(1, MARK.length() - 1));
            templates.add(whole.toString());
            parent.set(name, before);
        });
        return templates;
    }

    static String filled(String template, String value) {
        return template.replace(MARK, value);
    }

    private static void fields(JsonNode node, BiConsumer<ObjectNode, String> each) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> {
                each.accept(object, name);
                fields(object.get(name), each);
            });
        } else {
            node.forEach(element -> fields(element, each));
        }
    }
}
