package dev.textusinbox.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** The program's own description of its API, as it serves it. */
public record ApiDocument(JsonNode json) {

    /**
     * One call.
     *
     * @param node its part of the document
     */
    public record Call(String method, String path, JsonNode node) {
        /** As in {@code GET /api/events}. */
        public String name() {
            return method + " " + path;
        }

        /** The statuses that it says it may answer. */
        public Set<Integer> statuses() {
            Set<Integer> statuses = new TreeSet<>();
            node.get("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
            return statuses;
        }

        /** Whether it has a body in this content type. */
        public boolean takes(String contentType) {
            return node.at("/requestBody/content").has(contentType);
        }

        /** Whether it has a body at all. */
        public boolean hasBody() {
            return node.has("requestBody");
        }
    }

    /** Asks for it. */
    public static ApiDocument read() throws IOException {
        return new ApiDocument(new ObjectMapper()
                .readTree(RestAssured.get("/q/openapi?format=json").asByteArray()));
    }

    /** All calls, by name. */
    public Map<String, Call> calls() {
        Map<String, Call> calls = new TreeMap<>();
        json.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    Call call =
                            new Call(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue());
                    calls.put(call.name(), call);
                }));
        return calls;
    }

    /** What a reference stands for; the node itself if it is none. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? json.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** All references in it. */
    public List<String> references() {
        return json.findValuesAsText("$ref");
    }

    /** The items of an array. */
    public static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
