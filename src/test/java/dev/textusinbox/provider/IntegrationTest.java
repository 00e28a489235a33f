package dev.textusinbox.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntegrationTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String URL = "https://inbox.example.com/webhooks/textus";
    private static final Wanted WANTED = new Wanted(URL, true, List.of("message.received"));

    @Test
    void whatTheProviderShowsIsRead() throws Exception {
        Integration integration = read("""
                {"@type":"Integration","id":"/integrations/h13Jc5","active":false,"provider":"webhook","isHealthy":false,
                 "config":{"baseUrl":"%s","webhookSecret":"[FILTERED]","clientSecret":"[FILTERED]"},
                 "settings":{"actions":{"message.received":true,"contact.created":true,"message.failed":false}}}""");
        assertEquals("h13Jc5", integration.id());
        assertEquals(URL, integration.url());
        assertFalse(integration.active());
        assertFalse(integration.healthy());
        assertTrue(integration.isWebhook());
        assertEquals(List.of("message.received", "contact.created"), integration.events());
    }

    @Test
    void whatIsMissingIsNeitherAnErrorNorAMark() throws Exception {
        Integration integration = read("{\"id\":\"/integrations/h13Jc5\"}");
        assertTrue(integration.healthy(), "no mark is no mark");
        assertEquals(List.of(), integration.events());
        assertEquals(List.of("url", "active", "events"), fields(integration));
    }

    @Test
    void anotherKindOfIntegrationIsNone() throws Exception {
        assertFalse(
                read("{\"id\":\"/integrations/x\",\"provider\":\"bullhorn\"}").isWebhook());
    }

    @Test
    void aTypeThatIsNotKnownHereIsNoDriftAndStaysAsItIs() throws Exception {
        Integration integration = read("""
                {"id":"/integrations/x","active":true,"config":{"baseUrl":"%s"},
                 "settings":{"actions":{"message.received":true,"message.reacted":true}}}""");
        assertEquals(List.of("message.received", "message.reacted"), integration.events());
        assertEquals(List.of(), WANTED.drift(integration));
        JsonNode actions = Integration.body(WANTED, integration, null).at("/settings/actions");
        assertTrue(actions.path("message.reacted").asBoolean());
        assertEquals(9, actions.size());
    }

    @Test
    void aSecretIsSentOnlyWhereItIsGiven() {
        assertEquals(
                "textus-s",
                Integration.body(WANTED, null, "textus-s")
                        .at("/config/webhookSecret")
                        .asText());
        assertTrue(
                Integration.body(WANTED, null, null).at("/config/webhookSecret").isMissingNode());
    }

    private static List<String> fields(Integration integration) {
        return WANTED.drift(integration).stream().map(Wanted.Drift::field).toList();
    }

    private static Integration read(String json) throws Exception {
        return Integration.of(JSON.readTree(json.formatted(URL)));
    }
}
