package dev.textusinbox.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.textusinbox.openapi.ApiDocument.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds answers to the document: each is what is described for its call and status, to the member. What the document leaves open
 * (members that it does not name) is closed here, so that nothing is answered that is not described.
 */
public final class DescribedAnswers {
    private static final List<String> JSON = List.of("application/json", "application/problem+json");

    private final ApiDocument document;
    private final JsonNode components;
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private record Route(String method, Pattern path, Call call) {}

    public DescribedAnswers(ApiDocument document) {
        this.document = document;
        this.components = document.json().get("components").deepCopy();
        components.get("schemas").forEach(DescribedAnswers::close);
        for (Call call : document.calls().values()) {
            // The literal ones first: {id} would take them too.
            int at = call.path().contains("{") ? routes.size() : 0;
            routes.add(at, new Route(call.method(), pattern(call.path()), call));
        }
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }

    /**
     * What is wrong with an answer; nothing where no JSON is described for it.
     *
     * @param path without a query
     * @param contentType with or without parameters; null: none
     * @param body of the answer
     */
    public List<String> misfits(String method, String path, int status, String contentType, JsonNode body) {
        Optional<Call> call = routes.stream()
                .filter(route -> route.method().equals(method)
                        && route.path().matcher(path).matches())
                .map(Route::call)
                .findFirst();
        // The tests have calls of their own.
        if (call.isEmpty() || contentType == null || call.get().path().startsWith("/test-")) {
            return List.of();
        }
        String type = contentType.split(";", 2)[0].strip();
        JsonNode response = call.get().node().path("responses").path(Integer.toString(status));
        JsonNode content = document.resolved(response).path("content");
        JsonNode schema = content.path(type).path("schema");
        String where = call.get().name() + " " + status + " ";
        if (schema.isMissingNode()) {
            // Somebody's own bytes may be of any type.
            return JSON.contains(type) && !content.has("*/*")
                    ? List.of(where + "is not described as " + type)
                    : List.of();
        }
        return schemas.computeIfAbsent(where + type, name -> schema(schema)).validate(body).stream()
                .map(message -> where + message)
                .toList();
    }

    private JsonSchema schema(JsonNode schema) {
        ObjectNode root = schema.deepCopy();
        close(root);
        root.set("components", components);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
    }
}
