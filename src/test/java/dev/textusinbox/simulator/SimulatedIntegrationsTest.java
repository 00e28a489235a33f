package dev.textusinbox.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedIntegrationsTest {
    private static final String LIST = "/pupstar-primary/integrations";
    private static final String BODY = """
            {"@type":"Integration","@context":"/contexts/Integration.jsonld","active":true,"provider":"webhook",
             "config":{"baseUrl":"https://www.example.com/callback","webhookSecret":"textus-very-secret"},
             "settings":{"actions":{"message.received":true,"message.failed":false}}}""";

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SimulatedIntegrations api = SimulatedIntegrations.open(0, "pupstar-primary", "token");

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void whatIsMadeIsListedWithItsSecretFilteredAndCanBeChangedAndTakenAway() throws Exception {
        HttpResponse<String> made = call("POST", LIST, BODY);
        assertEquals(201, made.statusCode());
        assertEquals(
                "application/vnd.textus+jsonld",
                made.headers().firstValue("Content-Type").orElseThrow());
        JsonNode integration = json.readTree(made.body());
        String id = integration.path("id").asText();
        assertTrue(id.startsWith("/integrations/"));
        assertTrue(integration.path("isHealthy").asBoolean());
        assertEquals("[FILTERED]", integration.at("/config/webhookSecret").asText());

        HttpResponse<String> changed = call("PUT", id, BODY.replace("\"active\":true", "\"active\":false"));
        assertEquals(200, changed.statusCode());
        JsonNode list = list(1);
        assertEquals("hydra:Collection", list.path("@type").asText());
        assertEquals(1, list.path("totalItems").asInt());
        assertFalse(list.at("/members/0/active").asBoolean());
        assertFalse(list.toString().contains("very-secret"));

        assertEquals(204, call("DELETE", id, "").statusCode());
        assertEquals(404, call("DELETE", id, "").statusCode());
        assertEquals(0, list(1).path("totalItems").asInt());
    }

    @Test
    void aSecretThatIsNotGivenIsKept() throws Exception {
        String id = json.readTree(call("POST", LIST, BODY).body()).path("id").asText();
        call("PUT", id, BODY.replace(",\"webhookSecret\":\"textus-very-secret\"", ""));
        assertEquals(
                "textus-very-secret",
                api.integrations().get(0).at("/config/webhookSecret").asText());
    }

    @Test
    void aListComesInPages() throws Exception {
        api.pageSize(2);
        for (int i = 0; i < 3; i++) {
            api.add("https://www.example.com/" + i);
        }
        assertEquals(2, list(1).path("members").size());
        assertEquals(1, list(2).path("members").size());
        assertEquals(3, list(2).path("totalItems").asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /pupstar-primary/integrations, '', other, 401",
        "GET, /someone-else/integrations, '', token, 404",
        "POST, /pupstar-primary/integrations, '{', token, 400",
        "POST, /pupstar-primary/integrations, '{\"provider\":\"webhook\"}', token, 422",
        "DELETE, /integrations/none, '', token, 404"
    })
    void whatIsWrongIsRefused(String method, String path, String body, String token, int status) throws Exception {
        HttpResponse<String> answer = client.send(request(method, path, body, token), BodyHandlers.ofString());
        assertEquals(status, answer.statusCode());
        assertEquals("hydra:Error", json.readTree(answer.body()).path("@type").asText());
    }

    @Test
    void overTheBudgetIs429WithTheTimeToWait() throws Exception {
        api.leaveCalls(1);
        assertEquals(
                "0",
                call("GET", LIST, "")
                        .headers()
                        .firstValue("X-RateLimit-Remaining")
                        .orElseThrow());
        HttpResponse<String> over = call("GET", LIST, "");
        assertEquals(429, over.statusCode());
        assertTrue(over.headers().firstValueAsLong("Retry-After").orElseThrow() > 0);
    }

    @Test
    void itFailsAsToldAndOnceEach() throws Exception {
        api.fail(Failure.page(502), Failure.halfBody(), Failure.silence());
        assertEquals(502, call("GET", LIST, "").statusCode());
        for (int i = 0; i < 2; i++) {
            assertThrows(IOException.class, () -> call("GET", LIST, ""));
        }
        assertEquals(200, call("GET", LIST, "").statusCode());
    }

    private JsonNode list(int page) throws Exception {
        return json.readTree(call("GET", LIST + "?page=" + page, "").body());
    }

    private HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, "token"), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String body, String token) {
        return HttpRequest.newBuilder(api.url().resolve(path))
                .timeout(Duration.ofSeconds(1))
                .header("Accept", "application/vnd.textus+jsonld")
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body))
                .build();
    }
}
