package dev.textusinbox.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.openapi.ApiDocument;
import dev.textusinbox.openapi.ApiDocument.Call;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The typed client is what the program says of its API: the same calls, the same parameters, the same members. */
@QuarkusTest
class InboxApiTest {
    /** What has no end, or is a file, is read as it comes, with any HTTP client. */
    private static final Set<String> STREAMED = Set.of("GET /api/events/stream", "GET /api/events/export");

    private ApiDocument document;
    private Map<String, Call> calls;

    @BeforeEach
    void read() throws IOException {
        document = ApiDocument.read();
        calls = new TreeMap<>(document.calls());
        calls.values().removeIf(call -> !call.path().startsWith("/api/") || STREAMED.contains(call.name()));
    }

    @Test
    void itHasEveryCallOfAppsAndNoOther() {
        Set<String> names = new TreeSet<>();
        Stream.of(InboxApi.class.getMethods()).forEach(method -> names.add(name(method)));
        assertEquals(calls.keySet(), names);
    }

    @Test
    void everyCallHasTheSameParameters() {
        for (Method method : InboxApi.class.getMethods()) {
            List<String> described = new ArrayList<>();
            ApiDocument.list(calls.get(name(method)).node().path("parameters"))
                    .forEach(parameter -> described.add(parameter.get("in").asText() + " "
                            + parameter.get("name").asText() + " " + kind(parameter.get("schema"))));
            List<String> typed = new ArrayList<>();
            for (Parameter parameter : method.getParameters()) {
                if (parameter.isAnnotationPresent(PathParam.class)) {
                    typed.add("path " + parameter.getAnnotation(PathParam.class).value() + " "
                            + kind(parameter.getParameterizedType()));
                } else if (parameter.getType() == EventSearch.class) {
                    for (Field field : EventSearch.class.getFields()) {
                        typed.add("query "
                                + field.getAnnotation(QueryParam.class).value() + " " + kind(field.getGenericType()));
                    }
                }
            }
            assertEquals(new TreeSet<>(described), new TreeSet<>(typed), name(method));
        }
    }

    @Test
    void everyBodyHasTheSameMembers() {
        Set<Class<?>> compared = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
        for (Method method : InboxApi.class.getMethods()) {
            Call call = calls.get(name(method));
            if (method.getReturnType().isRecord()) {
                compare(
                        call.node().at("/responses/200/content/application~1json/schema"),
                        method.getReturnType(),
                        compared);
            }
            if (call.hasBody()) {
                compare(
                        call.node().at("/requestBody/content/application~1json/schema"),
                        method.getParameterTypes()[0],
                        compared);
            }
        }
        assertEquals(26, compared.size(), "records compared: " + compared);
    }

    private void compare(JsonNode schemaOrReference, Class<?> type, Set<Class<?>> compared) {
        if (!compared.add(type)) {
            return;
        }
        JsonNode properties = document.resolved(orNull(schemaOrReference)).path("properties");
        Set<String> described = new TreeSet<>();
        properties.properties().forEach(each -> described.add(each.getKey() + " " + kind(each.getValue())));
        Set<String> typed = new TreeSet<>();
        for (RecordComponent member : type.getRecordComponents()) {
            typed.add(member.getName() + " " + kind(member.getGenericType()));
        }
        assertEquals(described, typed, type.getSimpleName());
        for (RecordComponent member : type.getRecordComponents()) {
            JsonNode property = properties.get(member.getName());
            if (member.getType().isRecord()) {
                compare(property, member.getType(), compared);
            } else if (member.getGenericType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> item
                    && item.isRecord()) {
                compare(property.get("items"), item, compared);
            }
        }
    }

    /** What it is where it is not null. */
    private static JsonNode orNull(JsonNode schema) {
        return schema.has("anyOf") ? schema.at("/anyOf/0") : schema;
    }

    /** Of a schema, in a word. */
    private String kind(JsonNode schemaOrReference) {
        JsonNode schema = document.resolved(orNull(schemaOrReference));
        List<String> types = new ArrayList<>();
        if (schema.get("type").isArray()) {
            schema.get("type").forEach(type -> types.add(type.asText()));
            types.remove("null");
        } else {
            types.add(schema.get("type").asText());
        }
        return switch (types.get(0)) {
            case "string" -> schema.path("format").asText().equals("date-time") ? "time" : "text";
            case "integer" -> schema.path("format").asText().equals("int64") ? "long" : "int";
            case "array" -> "list of " + kind(schema.get("items"));
            default -> types.get(0);
        };
    }

    /** Of a Java type, in the same words. */
    private static String kind(Type type) {
        if (type instanceof ParameterizedType list) {
            return "list of " + kind(list.getActualTypeArguments()[0]);
        }
        if (type == String.class) {
            return "text";
        }
        if (type == Instant.class) {
            return "time";
        }
        if (type == Integer.class || type == int.class) {
            return "int";
        }
        if (type == Boolean.class) {
            return "boolean";
        }
        return type == long.class ? "long" : "object";
    }

    private static String name(Method method) {
        String path = InboxApi.class.getAnnotation(Path.class).value() + "/"
                + method.getAnnotation(Path.class).value();
        if (method.isAnnotationPresent(GET.class)) {
            return "GET " + path;
        }
        return method.isAnnotationPresent(POST.class) ? "POST " + path : fail(method + " has no verb");
    }
}
