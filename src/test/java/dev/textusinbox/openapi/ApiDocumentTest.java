package dev.textusinbox.openapi;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.textusinbox.openapi.ApiDocument.Call;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the program says of its API is so, and is all. */
@QuarkusTest
@TestProfile(DocumentProfile.class)
class ApiDocumentTest {
    private static final List<Class<? extends Annotation>> METHODS =
            List.of(GET.class, POST.class, PUT.class, DELETE.class, PATCH.class);

    /** The database's absence is another test's matter: OutageAnswersIT. */
    private static final Set<Integer> IN_AN_OUTAGE = Set.of(503, 504);

    /** Here no source has a provider: what is answered where one has is IntegrationsResourceTest's matter. */
    private static final Set<Integer> WITH_A_PROVIDER = Set.of(200, 204, 400, 409, 429, 502, 504);

    @Inject
    AgroalDataSource database;

    private ApiDocument document;
    private Map<String, Call> calls;

    @BeforeEach
    void read() throws IOException {
        document = ApiDocument.read();
        calls = new TreeMap<>(document.calls());
        calls.values().removeIf(call -> !call.path().matches("/(api|admin|webhooks)/.*"));
    }

    @Test
    void everyRouteIsDescribedAndNoOther() {
        Set<String> routes = new TreeSet<>(Set.of("POST /webhooks/{source}"));
        for (JavaClass type : new ClassFileImporter().importPath(Path.of("target/classes"))) {
            // The console's pages are for people, and not described.
            if (type.isAnnotatedWith(jakarta.ws.rs.Path.class)
                    && !type.isInterface()
                    && !type.getPackageName().startsWith("dev.textusinbox.console")) {
                type.getMethods().forEach(method -> routes(type, method).forEach(routes::add));
            }
        }
        assertEquals(routes, calls.keySet());
    }

    @Test
    void everyStatusDescribedIsGivenAndNoOther() throws IOException {
        var probes = new Probes();
        new Journey(calls, probes, database).go();
        for (Call call : calls.values()) {
            if (!call.path().startsWith("/webhooks/")) {
                probes.wrongInGeneral(call);
            }
        }
        List<String> wrong = new ArrayList<>();
        for (Call call : calls.values()) {
            Set<Integer> described = call.statuses();
            Set<Integer> seen = probes.seen().getOrDefault(call.name(), Set.of());
            Set<Integer> unseen = new TreeSet<>(described);
            unseen.removeAll(seen);
            unseen.removeAll(IN_AN_OUTAGE);
            if (call.path().startsWith("/admin/integrations/")) {
                unseen.removeAll(WITH_A_PROVIDER);
            }
            Set<Integer> untold = new TreeSet<>(seen);
            untold.removeAll(described);
            if (!unseen.isEmpty() || !untold.isEmpty()) {
                wrong.add(call.name() + ": never given " + unseen + ", not described " + untold);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyErrorIsAProblemWithAnExample() {
        for (Call call : calls.values()) {
            for (int status : call.statuses()) {
                if (status >= 400) {
                    JsonNode response =
                            document.resolved(call.node().get("responses").get(Integer.toString(status)));
                    JsonNode problem = response.at("/content/application~1problem+json");
                    String where = call.name() + " " + status;
                    assertEquals(
                            "#/components/schemas/Problem",
                            problem.at("/schema/$ref").asText(),
                            where);
                    assertEquals(status, problem.at("/example/status").asInt(), where);
                }
            }
        }
    }

    @Test
    void everyCallOfTheHistoryHasAnExampleAndSoHasEveryBody() {
        for (Call call : calls.values()) {
            if (call.hasBody()) {
                for (JsonNode media : call.node().at("/requestBody/content")) {
                    assertTrue(media.has("example"), call.name() + ": its body");
                }
            }
            JsonNode json = call.node().at("/responses/200/content/application~1json");
            if (call.path().startsWith("/api/")) {
                assertTrue(json.isMissingNode() || json.has("example"), call.name() + ": its answer");
            }
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (String reference : document.references()) {
            assertFalse(document.json().at(reference.substring(1)).isMissingNode(), reference);
        }
    }

    @Test
    void everySchemaBelongsToACall() {
        Set<String> schemas = new TreeSet<>();
        document.json().at("/components/schemas").fieldNames().forEachRemaining(schemas::add);
        assertTrue(schemas.size() > 50, "schemas: " + schemas.size());
        document.references().forEach(reference -> schemas.remove(reference.replace("#/components/schemas/", "")));
        assertEquals(Set.of(), schemas, "schemas that nothing refers to");
    }

    @Test
    void aClientLearnsWhereTheCallsAre() {
        assertEquals("/", document.json().at("/servers/0/url").asText());
    }

    @Test
    void eitherFormOfAKeyOpensAllButTheWebhooks() {
        JsonNode schemes = document.json().at("/components/securitySchemes");
        assertEquals("bearer", schemes.at("/bearer/scheme").asText());
        assertEquals("basic", schemes.at("/basic/scheme").asText());
        for (Call call : calls.values()) {
            String wanted = call.path().startsWith("/webhooks/") ? "[]" : "[{\"bearer\":[]},{\"basic\":[]}]";
            assertEquals(wanted, String.valueOf(call.node().get("security")), call.name());
        }
    }

    @Test
    void everyChoiceOfAParameterIsOneAndThereIsNoOther() {
        int choices = 0;
        for (Call call : calls.values()) {
            for (JsonNode parameter : call.node().path("parameters")) {
                if (parameter.at("/in").asText().equals("query")
                        && parameter.at("/schema").has("enum")) {
                    String name = parameter.get("name").asText();
                    Set<String> said = new TreeSet<>();
                    parameter.at("/schema/enum").forEach(value -> said.add(value.asText()));
                    assertEquals(said, taken(call, name), call.name() + " " + name);
                    choices++;
                }
            }
        }
        assertTrue(choices >= 5, "choices: " + choices);
    }

    /** As the program itself says when it is asked for another. */
    private static Set<String> taken(Call call, String parameter) {
        String detail = Probes.operator()
                .queryParam(parameter, "no-such-choice")
                .get(call.path())
                .then()
                .statusCode(400)
                .extract()
                .path("detail");
        String list = detail.substring(detail.indexOf(':') + 1, detail.length() - 1);
        return new TreeSet<>(Arrays.asList(list.strip().split(", ", -1)));
    }

    /** Each takes what it describes, as far as the names go: an unknown one would be named in the refusal. */
    @Test
    void everyParameterOfTheHistoryIsKnownByItsName() {
        for (String path : List.of("/api/events", "/api/events/stream", "/api/events/export")) {
            Set<String> names = new TreeSet<>();
            calls.get("GET " + path).node().get("parameters").forEach(parameter -> {
                if (parameter.get("in").asText().equals("query")) {
                    names.add(parameter.get("name").asText());
                }
            });
            assertTrue(names.containsAll(Set.of("source", "type", "payload", "text")), path + ": " + names);
            for (String name : names) {
                // Blank: no known parameter may be.
                Probes.operator()
                        .queryParam(name, " ")
                        .get(path)
                        .then()
                        .statusCode(400)
                        .body("parameter", equalTo(name), "detail", equalTo("It has no usable value."));
            }
        }
    }

    @Test
    void isServedToAnybody() {
        when().get("/q/openapi").then().statusCode(200);
    }

    private static Stream<String> routes(JavaClass type, JavaMethod method) {
        String path = type.getAnnotationOfType(jakarta.ws.rs.Path.class).value()
                + method.tryGetAnnotationOfType(jakarta.ws.rs.Path.class)
                        .map(own -> "/" + own.value().replace(": .+", ""))
                        .orElse("");
        return METHODS.stream().filter(method::isAnnotatedWith).map(verb -> verb.getSimpleName() + " " + path);
    }
}
