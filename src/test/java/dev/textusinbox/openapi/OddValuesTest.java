package dev.textusinbox.openapi;

import static dev.textusinbox.openapi.Probes.operator;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.openapi.ApiDocument.Call;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.security.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is put into a parameter or a property of any call, the answer is no failure of ours. */
@QuarkusTest
class OddValuesTest {
    /** Percent-encoded already. */
    private static final List<String> PARAMETERS = List.of(
            "",
            "%20",
            "%00",
            "a%00b",
            "%ED%A0%80",
            "%FF",
            "%F0%9F%90%B6",
            "-1",
            "0",
            "1.5",
            "1e99999999999",
            "9".repeat(400),
            "0001-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "%7B%22x%22:1e99999999999%7D",
            "%5B".repeat(1_500),
            "a".repeat(8_000));

    private static final String FAR_TOO_DEEP = "[".repeat(3_000) + "]".repeat(3_000);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject
    Schema schema;

    private Map<String, Call> calls;
    private ApiDocument document;

    @BeforeEach
    void read() throws IOException {
        schema.ready().join();
        document = ApiDocument.read();
        calls = new TreeMap<>(document.calls());
        calls.values().removeIf(call -> !call.path().matches("/(api|admin)/.*"));
    }

    /** What a call may have made: left there it would hold retention up. */
    @AfterEach
    void drop() {
        int status = operator()
                .queryParam("reason", "over")
                .delete("/admin/consumers/none")
                .statusCode();
        assertTrue(status == 204 || status == 404, () -> "dropped: " + status);
    }

    @Test
    void anOddParameterIsNoFailure() throws Exception {
        List<String> failed = new ArrayList<>();
        for (Call call : calls.values()) {
            for (String name : Bodies.parameters(call, "query")) {
                for (String value : PARAMETERS) {
                    note(failed, call, name + "=" + value, status(call, "1", name + "=" + value, null));
                    note(failed, call, name, status(call, "1", name + "=1&" + name + "=" + value, null));
                }
            }
        }
        assertEquals(List.of(), failed);
    }

    @Test
    void anOddPartOfAPathIsNoFailure() throws Exception {
        List<String> failed = new ArrayList<>();
        for (Call call : calls.values()) {
            if (call.path().contains("{")) {
                for (String value : PARAMETERS) {
                    note(failed, call, value, status(call, value, "", null));
                }
            }
        }
        assertEquals(List.of(), failed);
    }

    @Test
    void aNulInAPathIsABadParameter() {
        for (Call call : calls.values()) {
            if (call.path().contains("{")) {
                Response answer = send(call, operator(), "a%00b", "");
                assertEquals(400, answer.statusCode(), call.name());
                assertTrue(call.path().contains("{" + answer.path("parameter") + "}"), call.name());
            }
        }
    }

    @Test
    void aParameterThatACallDoesNotHaveIsABadOne() {
        for (Call call : calls.values()) {
            Response answer = send(call, operator(), "1", "no-such-parameter=1");
            assertEquals(400, answer.statusCode(), call.name());
            assertTrue(Probes.isEndless(call) || "no-such-parameter".equals(answer.path("parameter")), call.name());
        }
    }

    @Test
    void anOddPropertyIsNoFailure() throws Exception {
        List<String> failed = new ArrayList<>();
        for (Call call : calls.values()) {
            for (Bodies.Odd odd : Bodies.odd(document, call)) {
                note(failed, call, odd.name(), status(call, "none", "", odd.json()));
            }
        }
        assertEquals(List.of(), failed);
    }

    @Test
    void aPropertyGivenTwiceIsABadParameter() {
        for (Call call : calls.values()) {
            for (String name : Bodies.properties(document, call)) {
                Response answer = post(call, "{\"%s\":null,\"%s\":null}".formatted(name, name));
                assertEquals(400, answer.statusCode(), call.name() + " " + name);
                assertEquals(name, answer.path("parameter"), call.name());
            }
        }
    }

    @Test
    void aTextWithANulIsABadParameter() {
        Response answer = operator()
                .contentType("application/json")
                .body("{\"reason\":\"r\",\"handlers\":[\"a\\u0000b\"],\"all\":true}")
                .post("/admin/replays");
        assertEquals(400, answer.statusCode());
        assertEquals("handlers[0]", answer.path("parameter"));
    }

    @Test
    void aBodyThatIsNoObjectIsNoFailure() throws Exception {
        List<String> failed = new ArrayList<>();
        for (Call call : calls.values()) {
            if (call.hasBody()) {
                for (String body :
                        List.of("[]", "1", "\"x\"", "{} {}", "{\"\":1}", FAR_TOO_DEEP, "1e99999999999", "\0")) {
                    note(failed, call, body, status(call, "none", "", body));
                }
            }
        }
        assertEquals(List.of(), failed);
    }

    private static Response post(Call call, String body) {
        return send(call, operator().contentType("application/json").body(body.getBytes(UTF_8)), "none", "");
    }

    private static Response send(Call call, RequestSpecification request, String pathValue, String query) {
        return request.urlEncodingEnabled(false).request(method(call), target(call, pathValue, query));
    }

    private static String method(Call call) {
        return Probes.isEndless(call) ? "HEAD" : call.method();
    }

    private static String target(Call call, String pathValue, String query) {
        String path = call.path().replaceAll("\\{[^}]+}", pathValue);
        return query.isEmpty() ? path : path + "?" + query.replace("{", "%7B");
    }

    /** The answer's status alone, by a client that costs little: thousands are asked for. */
    private static int status(Call call, String pathValue, String query, String body) throws Exception {
        URI uri = URI.create("http://localhost:" + RestAssured.port + target(call, pathValue, query));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + TestKeys.OPERATOR);
        if (body == null) {
            request.method(method(call), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method(call), HttpRequest.BodyPublishers.ofString(body));
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static void note(List<String> failed, Call call, String what, int status) {
        if (status >= 500) {
            failed.add("%s with %.60s: %d".formatted(call.name(), what, status));
        }
    }
}
