package dev.textusinbox.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.openapi.ApiDocument.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bodies as a call is described to take them, with one value in them that is odd. */
final class Bodies {
    /** What is in order, so that what is odd is reached; and changes nothing. */
    private static final Map<String, String> DEFAULT = Map.of(
            "reason", "\"to see\"",
            "handlers", "[\"consent\"]",
            "handler", "\"consent\"",
            "state", "\"dead\"",
            "mode", "\"accept\"",
            "level", "\"INFO\"",
            "dryRun", "true",
            "phones", "[\"+13035550142\"]",
            "filter", "{\"source\":\"none\"}");

    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-1",
            "1.5",
            "1e99999999999",
            "-1e-99999999999",
            "9".repeat(400),
            "9".repeat(2_000),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"🐶\"",
            "\"9999999999-01-01T00:00:00Z\"",
            "\"" + "a".repeat(1_000_000) + "\"",
            "[]",
            "[null]",
            "[[]]",
            "[1e99999999999]",
            "[\"\"]",
            "[\"\\u0000\"]",
            "[\"\\ud800\"]",
            "[\"" + "a".repeat(10_000) + "\"]",
            "{}",
            "{\"x\":{}}",
            "[".repeat(3_000) + "]".repeat(3_000));

    private Bodies() {}

    /**
     * A body.
     *
     * @param name the property, and what is odd in it
     */
    record Odd(String name, String json) {}

    /** The names of a call's parameters of that kind. */
    static List<String> parameters(Call call, String in) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameter : call.node().path("parameters")) {
            if (parameter.path("in").asText().equals(in)) {
                names.add(parameter.get("name").asText());
            }
        }
        return names;
    }

    /** The names of what its body has. */
    static List<String> properties(ApiDocument document, Call call) {
        return List.copyOf(usual(schema(document, call)).keySet());
    }

    /** Each property of its body, and of what is in it, with each odd value. */
    static List<Odd> odd(ApiDocument document, Call call) {
        JsonNode schema = schema(document, call);
        Map<String, String> usual = usual(schema);
        List<Odd> bodies = new ArrayList<>();
        usual.keySet().forEach(name -> {
            ODD.forEach(value -> bodies.add(odd(usual, name, value)));
            Map<String, String> inner =
                    usual(document.resolved(schema.path("properties").path(name)));
            inner.keySet()
                    .forEach(within ->
                            ODD.forEach(value -> bodies.add(odd(usual, name, "{\"" + within + "\":" + value + "}"))));
        });
        return bodies;
    }

    private static JsonNode schema(ApiDocument document, Call call) {
        return document.resolved(call.node().at("/requestBody/content/application~1json/schema"));
    }

    private static Map<String, String> usual(JsonNode schema) {
        Map<String, String> usual = new TreeMap<>();
        schema.path("properties")
                .fieldNames()
                .forEachRemaining(name -> usual.put(name, DEFAULT.getOrDefault(name, "null")));
        return usual;
    }

    private static Odd odd(Map<String, String> usual, String name, String value) {
        Map<String, String> body = new TreeMap<>(usual);
        body.put(name, value);
        var json = new StringBuilder("{");
        body.forEach((key, each) -> json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(key)
                .append("\":")
                .append(each));
        return new Odd(name + ":" + value, json.append('}').toString());
    }
}
