package dev.textusinbox.console.provider;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.textusinbox.blackbox.Browser;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.simulator.DevSimulator;
import dev.textusinbox.simulator.ProviderStats;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider's part in dev mode, played from its page against the inbox itself. */
@QuarkusTest
@TestProfile(DevModeProfile.class)
class SimulatorPagesTest {
    private static final String KEY = "dev-key-for-local-use-only";
    private static final String PATH = "/console/simulator";
    private static final String INTEGRATION = "/admin/integrations/textus";
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    @Inject
    DevSimulator simulator;

    @Inject
    Schema schema;

    @TestHTTPResource("/")
    URI here;

    private Map<String, String> session;

    @BeforeEach
    void signIn() {
        schema.ready().join();
        Response form = RestAssured.get("/console/sign-in");
        session = RestAssured.given()
                .redirects()
                .follow(false)
                .contentType(ContentType.URLENC)
                .cookies(form.cookies())
                .formParam("token", token(form))
                .formParam("name", "dev")
                .formParam("key", KEY)
                .post("/console/sign-in")
                .cookies();
    }

    @Test
    void itSendsBurstsRepeatsAndIsToldWhatBecameOfEach() {
        press("send", Map.of("type", "contact.created"));
        press("burst", Map.of("count", "30"));
        await().until(() -> simulator.stats().open() == 0);
        int before = simulator.stats().delivered();
        press("repeat", Map.of("count", "5"));
        await().until(() -> simulator.stats().open() == 0);
        ProviderStats stats = simulator.stats();
        assertEquals(before + 5, stats.delivered());
        assertTrue(stats.answers().getOrDefault(200, 0) >= 5, "repeats: " + stats);
        assertEquals(0, stats.lost());
        page().then()
                .statusCode(200)
                .body(containsString("contact.created"))
                .body(containsString("<span class=\"state done\">taken</span>"));
    }

    @Test
    void whatIsMarkedFailedSendsNothingAndThenAllOfIt() {
        put();
        press("failed", Map.of("on", "true"));
        press("burst", Map.of("count", "3"));
        operator().get(INTEGRATION).then().body("found.healthy", equalTo(false));
        assertEquals(3, simulator.stats().open());
        page().then().body(containsString("marked failed"));
        press("failed", Map.of("on", "false"));
        await().until(() -> simulator.stats().open() == 0);
        operator().get(INTEGRATION).then().body("found.healthy", equalTo(true));
    }

    @Test
    void whatIsUnsubscribedIsDriftAndIsNotSent() {
        put();
        press("subscription", Map.of("type", "message.failed", "on", "false"));
        int before = simulator.stats().sent();
        press("send", Map.of("type", "message.failed"));
        assertEquals(before, simulator.stats().sent());
        operator().get(INTEGRATION).then().body("drift.field", contains("events"));
        put();
        press("send", Map.of("type", "message.failed"));
        assertEquals(before + 1, simulator.stats().sent());
    }

    @Test
    void itFallsSilentAndGoesOn() {
        press("silence", Map.of("on", "false"));
        await().until(() -> simulator.stats().delivered() > 0);
        page().then().body(containsString("Go silent"));
        press("silence", Map.of("on", "true"));
        page().then().body(containsString("Send again"));
        assertTrue(simulator.isSilent());
    }

    @Test
    void whatIsNoNumberAndNoTypeIsRefused() {
        post("burst", Map.of("count", "1001")).then().statusCode(400);
        post("send", Map.of("type", "message.read")).then().statusCode(400);
    }

    @Test
    void itsPageIsForEverybodyAtEveryWidth() {
        press("send", Map.of("type", "message.received"));
        try (Browser browser = Browser.at(here)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : new int[] {400, 1600}) {
                    Page page = browser.window(width, scheme);
                    Browser.signIn(page, "dev", KEY);
                    page.navigate(PATH);
                    assertThat(page.locator("tbody")).containsText("message.received");
                    Browser.assertAccessible(page);
                    Browser.assertFits(page);
                    page.context().close();
                }
            }
            assertEquals(List.of(), browser.complaints());
        }
    }

    private void press(String button, Map<String, String> form) {
        post(button, form).then().statusCode(303);
    }

    private Response post(String button, Map<String, String> form) {
        Map<String, String> fields = new HashMap<>(form);
        fields.put("token", token(page()));
        return RestAssured.given()
                .redirects()
                .follow(false)
                .contentType(ContentType.URLENC)
                .cookies(session)
                .formParams(fields)
                .post(PATH + "/" + button);
    }

    private Response page() {
        return RestAssured.given().cookies(session).get(PATH);
    }

    private static void put() {
        operator()
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "first day"))
                .put(INTEGRATION)
                .then()
                .statusCode(200);
    }

    private static RequestSpecification operator() {
        return RestAssured.given().auth().preemptive().oauth2(KEY);
    }

    private static String token(Response page) {
        Matcher token = TOKEN.matcher(page.asString());
        assertTrue(token.find(), page.asString());
        return token.group(1);
    }
}
