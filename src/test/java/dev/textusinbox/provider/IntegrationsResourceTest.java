package dev.textusinbox.provider;

import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.textusinbox.log.EventTypes;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.security.TestKeys;
import dev.textusinbox.simulator.DeliveryFactory;
import dev.textusinbox.simulator.Failure;
import dev.textusinbox.simulator.SimulatedDelivery;
import dev.textusinbox.simulator.SimulatedIntegrations;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WatchedProfile.class)
class IntegrationsResourceTest {
    private static final String PATH = "/admin/integrations/watched";

    @Inject
    Schema schema;

    @Inject
    AgroalDataSource database;

    @Inject
    Integrations integrations;

    @Inject
    ProviderSettings settings;

    private SimulatedIntegrations provider;

    @BeforeEach
    void startWithNothing() throws SQLException {
        schema.ready().join();
        provider = WatchedProfile.provider();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM provider_integration");
        }
    }

    @AfterEach
    void close() {
        provider.close();
        // What a 429 has closed for a minute is open again for the next test.
        integrations.calls(settings.get(WatchedProfile.SOURCE)).budget().close(0);
    }

    @Test
    void onePutTakesAnAccountFromNothingToEightSubscriptions() {
        get().body("source", equalTo("watched"))
                .body("wanted.url", equalTo(WatchedProfile.URL))
                .body("wanted.active", equalTo(true))
                .body("wanted.events", equalTo(EventTypes.ALL))
                .body("found", nullValue())
                .body("drift.field", contains("url", "active", "events"))
                .body("others", empty())
                .body("secret.state", equalTo("unknown"));

        put(Map.of("reason", "first day"))
                .body("found.url", equalTo(WatchedProfile.URL))
                .body("found.active", equalTo(true))
                .body("found.healthy", equalTo(true))
                .body("found.events", equalTo(EventTypes.ALL))
                .body("found.id", notNullValue())
                .body("drift", empty())
                .body("secret.state", equalTo("set"))
                .body("secret.position", equalTo(0));
        assertEquals(
                WatchedProfile.NEW_SECRET, only().at("/config/webhookSecret").asText());
        assertEquals("first day", audit("integration.put").get("reason"));
        assertEquals("done", detail("integration.put").get("outcome"));
    }

    @Test
    void whatIsSoAlreadyIsNotTouched() {
        put(Map.of("reason", "first day"));
        int before = changes();
        put(Map.of("reason", "again")).body("drift", empty());
        assertEquals(before, changes());
    }

    @Test
    void aDryRunChangesNothing() {
        put(Map.of("reason", "to see", "dryRun", true))
                .body("found", nullValue())
                .body("drift", hasSize(3));
        assertEquals(List.of(), provider.integrations());
    }

    @Test
    void driftMadeByHandIsShownAndRepaired() {
        put(Map.of("reason", "first day"));
        String id = only().path("id").asText();
        provider.edit(id, integration -> {
            integration.put("active", false);
            ((ObjectNode) integration.get("config")).put("baseUrl", "https://elsewhere.example.com/");
            ((ObjectNode) integration.at("/settings/actions")).put("contact.created", false);
        });
        get().body("drift.field", contains("url", "active", "events"))
                .body("drift[0].found", equalTo("https://elsewhere.example.com/"))
                .body("drift[1].found", equalTo(false))
                .body("drift[2].found", hasSize(7))
                .body("drift[2].wanted", hasSize(8));

        put(Map.of("reason", "somebody played")).body("drift", empty());

        assertEquals(id, only().path("id").asText());
        assertEquals(WatchedProfile.URL, only().at("/config/baseUrl").asText());
    }

    @Test
    void oneMadeInTheWebAppIsTakenOverAndTheOtherIsShown() {
        String first = provider.add(WatchedProfile.URL);
        String second = provider.add("http://INBOX.example.com:443/webhooks/watched/");
        provider.add("https://inbox.example.com/webhooks/another");
        get().body("found.id", equalTo(first.substring("/integrations/".length())))
                .body("found.events", contains("message.received"))
                .body("others.id", contains(second.substring("/integrations/".length())));
        put(Map.of("reason", "take it over")).body("drift", empty()).body("others", hasSize(1));
        assertEquals(3, provider.integrations().size());
    }

    @Test
    void aLongListIsReadToItsEnd() {
        provider.pageSize(2);
        for (int i = 0; i < 4; i++) {
            provider.add("https://www.example.com/" + i);
        }
        String ours = provider.add(WatchedProfile.URL);
        get().body("found.id", equalTo(ours.substring("/integrations/".length())));
    }

    @Test
    void thePausedOneIsShownAsUnhealthy() {
        put(Map.of("reason", "first day"));
        provider.healthy(only().path("id").asText(), false);
        get().body("found.healthy", equalTo(false)).body("drift", empty());
    }

    @Test
    void itIsTakenAwayWithAReason() {
        operator().delete(PATH).then().statusCode(400).body("parameter", equalTo("reason"));
        operator().delete(PATH + "?reason=gone").then().statusCode(404);
        put(Map.of("reason", "first day"));
        operator().delete(PATH + "?reason=moved").then().statusCode(204);
        assertEquals(List.of(), provider.integrations());
        assertEquals("moved", audit("integration.delete").get("reason"));
        get().body("found", nullValue()).body("secret.state", equalTo("unknown"));
    }

    @Test
    void aRotationIsWalkedAndProvenByTheFirstEventSignedWithIt() {
        rotate(Map.of("reason", "too early")).statusCode(409);
        put(Map.of("reason", "first day"));
        rotate(Map.of("reason", "back", "position", 1))
                .statusCode(200)
                .body("position", equalTo(1))
                .body("steps.step", contains("accepted", "set", "proven", "retired"))
                .body("steps.state", contains("done", "done", "waiting", "later"))
                .body("steps[1].at", notNullValue());
        assertEquals(
                WatchedProfile.OLD_SECRET, only().at("/config/webhookSecret").asText());

        deliver(WatchedProfile.NEW_SECRET);
        operator().get(PATH + "/rotate-secret").then().body("steps[2].state", equalTo("waiting"));
        String event = deliver(WatchedProfile.OLD_SECRET);

        operator()
                .get(PATH + "/rotate-secret")
                .then()
                .statusCode(200)
                .body("steps.state", contains("done", "done", "done", "yours"))
                .body("steps[2].eventId", equalTo(event));
        get().body("secret.state", equalTo("proven")).body("secret.eventId", equalTo(event));
        assertEquals(1, detail("integration.rotate-secret").get("secretPosition"));
        put(Map.of("reason", "nothing to do")).body("secret.position", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void aSecretThatIsNotThereIsRefused(int position) {
        rotate(Map.of("reason", "no such", "position", position))
                .statusCode(400)
                .body("parameter", equalTo("position"));
    }

    @Test
    void aChangeNeedsAReason() {
        operator(Map.of()).put(PATH).then().statusCode(400).body("parameter", equalTo("reason"));
        rotate(Map.of()).statusCode(400).body("parameter", equalTo("reason"));
        operator(Map.of("reason", "x", "dryrun", true))
                .put(PATH)
                .then()
                .statusCode(400)
                .body("parameter", equalTo("dryrun"));
    }

    @Test
    void aSourceWithoutProviderSettingsSaysWhichAreMissing() {
        operator()
                .get("/admin/integrations/half")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("inbox.sources.half.provider.token"))
                .body("detail", containsString("inbox.sources.half.provider.public-url"))
                .body("detail", not(containsString("provider.account")));
        operator().get("/admin/integrations/nobody").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "401, 502, provider.token",
        "403, 502, provider.account",
        "404, 502, provider.account",
        "409, 502, look again",
        "422, 502, provider.public-url",
        "429, 429, try again",
        "400, 502, provider.events",
        "406, 502, provider.base-url",
        "500, 502, try again later",
        "503, 502, try again later",
        "301, 502, provider.base-url",
    })
    void anErrorIsToldWithWhatTheProviderSaidAndWhatMayHelp(int status, int ours, String advice) {
        Failure failure = Failure.error(status, "because of " + WatchedProfile.TOKEN);
        provider.fail(failure, failure, failure);
        operator()
                .get(PATH)
                .then()
                .statusCode(ours)
                .contentType("application/problem+json")
                .body("detail", containsString(Integer.toString(status)))
                .body("detail", containsString(advice))
                .body("detail", containsString("It said: because of ***"));
    }

    /** Each in the words that an operator reads; what they say to do is in the settings, or is to wait. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | It refuses the token: see inbox.sources.watched.provider.token.",
                "403 | The token may not manage this account's integrations",
                "404 | It knows no such account or integration",
                "409 | Somebody else may be changing it: look again, then repeat this.",
                "422 | It does not accept what it was sent: see inbox.sources.watched.provider.public-url",
                "500 | It may have done it all the same: look before this is repeated.",
            })
    void anErrorOfAChangeIsToldAndIsInTheBook(int status, String advice) {
        provider.failChange(Failure.error(status, "no"));
        operator(Map.of("reason", "first day"))
                .put(PATH)
                .then()
                .statusCode(502)
                .contentType("application/problem+json")
                .body("detail", startsWith("The provider answered " + status + ". "))
                .body("detail", containsString(advice));
        assertTrue(detail("integration.put").get("outcome").toString().contains(advice));
    }

    @Test
    void theWaitThatTheProviderAsksForIsAskedForHereToo() {
        provider.leaveCalls(0);
        int wait = retryAfter();
        assertTrue(wait > 60 && wait <= 300, "the provider's window: " + wait);
        assertTrue(retryAfter() > 60, "the provider is not asked again, and the wait is told all the same");
        assertEquals(1, provider.requests().size());
    }

    @Test
    void withoutAWaitThatCanBeReadItIsAMinute() {
        provider.fail(Failure.error(429, "slower"));
        assertEquals(60, retryAfter());
    }

    private static int retryAfter() {
        return Integer.parseInt(operator()
                .get(PATH)
                .then()
                .statusCode(429)
                .body("detail", containsString("try again in "))
                .extract()
                .header("Retry-After"));
    }

    @Test
    void aListUnderItsOlderNameIsReadToo() {
        String list = """
                {"@type":"hydra:Collection","hydra:member":[{"id":"/integrations/a1","provider":"webhook","active":true,
                 "config":{"baseUrl":"%s","webhookSecret":"[FILTERED]"},"settings":{"actions":{"message.received":true}}}],
                 "totalItems":1}""".formatted(WatchedProfile.URL);
        provider.fail(Failure.answer(200, "application/ld+json", list));
        get().body("found.id", equalTo("a1"))
                .body("found.healthy", equalTo(true))
                .body("found.events", contains("message.received"));
    }

    @ParameterizedTest
    @CsvSource({"200, '{}'", "200, ''", "204, ''", "202, '{\"id\":\"/integrations/x\"}'"})
    void anyGoodAnswerToADeletionIsOne(int status, String body) {
        put(Map.of("reason", "first day"));
        provider.failChange(Failure.answer(status, "application/vnd.textus+jsonld", body));
        operator().delete(PATH + "?reason=moved").then().statusCode(204);
    }

    @Test
    void oneThatWasMadeWithoutAnIdIsNotBelieved() {
        provider.failChange(Failure.answer(201, "application/vnd.textus+jsonld", "{\"active\":true}"));
        operator(Map.of("reason", "first day"))
                .put(PATH)
                .then()
                .statusCode(502)
                .body("detail", containsString("look before this is repeated"));
    }

    @Test
    void aTransientFailureIsNotSeenByAReader() {
        provider.fail(Failure.error(500, "oops"), Failure.page(502));
        get();
    }

    @Test
    void aPageOfHtmlIsNotPassedOn() {
        provider.fail(Failure.page(502), Failure.page(502), Failure.page(502));
        operator()
                .get(PATH)
                .then()
                .statusCode(502)
                .body("detail", containsString("an HTML page titled \"Bad Gateway\""))
                .body("detail", not(containsString("<")));
        provider.fail(Failure.page(200));
        operator()
                .get(PATH)
                .then()
                .statusCode(502)
                .body(
                        "detail",
                        startsWith("The provider answered 200, but not with an answer of the Integrations API"));
    }

    @Test
    void halfABodyIsToldAndAChangeIsNotMadeTwice() {
        provider.fail(Failure.halfBody(), Failure.halfBody(), Failure.halfBody());
        operator().get(PATH).then().statusCode(502).body("detail", containsString("base-url"));

        put(Map.of("reason", "first day"));
        String id = only().path("id").asText();
        provider.edit(id, integration -> integration.put("active", false));
        int before = changes();
        provider.failChange(Failure.halfBody());
        operator(Map.of("reason", "repair"))
                .put(PATH)
                .then()
                .statusCode(502)
                .body("detail", containsString("look before this is repeated"));
        assertEquals(before + 1, changes());
        assertTrue(detail("integration.put").get("outcome").toString().contains("may have done it"));
    }

    @Test
    void aProviderThatIsNotThereIsTold() {
        provider.close();
        operator().get(PATH).then().statusCode(502).body("detail", containsString("can't be reached"));
    }

    @Test
    void onlyOperatorsMayLookOrChange() {
        RestAssured.get(PATH).then().statusCode(401);
        RestAssured.given()
                .auth()
                .preemptive()
                .oauth2(TestKeys.READER)
                .get(PATH)
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse get() {
        return operator().get(PATH).then().statusCode(200);
    }

    private static ValidatableResponse put(Map<String, ?> body) {
        return operator(body).put(PATH).then().statusCode(200);
    }

    private static ValidatableResponse rotate(Map<String, ?> body) {
        return operator(body).post(PATH + "/rotate-secret").then();
    }

    private JsonNode only() {
        assertEquals(1, provider.integrations().size());
        return provider.integrations().get(0);
    }

    private int changes() {
        return (int) provider.requests().stream()
                .filter(request -> !request.startsWith("GET"))
                .count();
    }

    private static Map<String, Object> audit(String action) {
        return operator().get("/admin/audit").jsonPath().getMap("items.find { it.action == '" + action + "' }");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> detail(String action) {
        return (Map<String, Object>) audit(action).get("detail");
    }

    /** Gives the id of the event that it became. */
    private static String deliver(String secret) {
        SimulatedDelivery delivery = new DeliveryFactory(new Random(), Clock.systemUTC(), 5).next();
        return RestAssured.given()
                .header(SimulatedDelivery.SIGNATURE_HEADER, delivery.signature(secret))
                .body(delivery.body())
                .post("/webhooks/watched")
                .then()
                .statusCode(202)
                .extract()
                .path("eventId");
    }
}
