package dev.textusinbox.console.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.security.ApiKeys;
import dev.textusinbox.security.Roles;
import dev.textusinbox.security.TestKeys;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SessionTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]{64})\"");

    @Inject
    ApiKeys keys;

    @Inject
    SessionKey signer;

    @ParameterizedTest
    @ValueSource(strings = {"", "/events", "/events/1", "/failed", "/audit", "/erase", "/events/1/raw"})
    void whoIsNotSignedInIsShownTheSignInPage(String page) {
        browser()
                .get("/console" + page)
                .then()
                .statusCode(303)
                .header("Location", containsString("/console/sign-in?next="));
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        String cookie = signIn("test-operator", TestKeys.OPERATOR, "/console")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/console"))
                .extract()
                .headers()
                .getValues("Set-Cookie")
                .get(0);
        assertTrue(cookie.startsWith("console-session="), cookie);
        for (String attribute : new String[] {"Path=/console", "HttpOnly", "SameSite=Strict", "Max-Age=28800"}) {
            assertTrue(cookie.contains("; " + attribute), cookie);
        }
        assertFalse(cookie.contains(TestKeys.OPERATOR), "it holds no key");
    }

    @Test
    void aWrongKeyIsToldAndGivesNoSession() {
        for (String[] wrong : new String[][] {
            {"test-operator", "wrong"}, {"nobody", TestKeys.OPERATOR}, {"test-reader", TestKeys.OPERATOR}
        }) {
            signIn(wrong[0], wrong[1], "/console")
                    .then()
                    .statusCode(401)
                    .body(containsString("Wrong key name or key."), not(containsString(wrong[1])))
                    .header("Set-Cookie", not(containsString("console-session=")));
        }
    }

    @Test
    void aKeyForConsumersAloneDoesNotOpenTheConsole() {
        signIn("test-consumer", TestKeys.CONSUMER, "/console")
                .then()
                .statusCode(403)
                .body(containsString("This key may use pull consumers only"))
                .header("Set-Cookie", not(containsString("console-session=")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "/console\\evil", "/consolex", "/api/events"})
    void afterSigningInNobodyIsLedAway(String next) {
        signIn("test-operator", TestKeys.OPERATOR, next)
                .then()
                .statusCode(303)
                .header("Location", endsWith("/console"));
    }

    @Test
    void aFormOfNobodysPageIsRefused() {
        String session = session("test-operator", TestKeys.OPERATOR);
        for (String token : new String[] {null, "", "0".repeat(64)}) {
            RequestSpecification forged =
                    with(session).formParam("reason", "forged").formParam("mode", "park");
            if (token != null) {
                forged.formParam("token", token);
            }
            forged.post("/console/sources/textus/mode")
                    .then()
                    .statusCode(403)
                    .contentType(containsString("text/html"))
                    .body(containsString("This form has expired"));
        }
    }

    @Test
    void anotherSessionsTokenIsNoGood() {
        String own = session("test-operator", TestKeys.OPERATOR);
        String others = token(with(session("test-operator", TestKeys.OPERATOR)).get("/console"));
        with(own).formParam("token", others).post("/console/sign-out").then().statusCode(403);
        with(own)
                .formParam("token", token(with(own).get("/console")))
                .post("/console/sign-out")
                .then()
                .statusCode(303)
                .header("Set-Cookie", allOf(containsString("console-session=;"), containsString("Max-Age=0")));
    }

    @Test
    void aReaderSeesAndDoesNotTouch() {
        String session = session("test-reader", TestKeys.READER);
        Response page = with(session).get("/console");
        page.then().statusCode(200).body(containsString("(reader)"), not(containsString("/mode\"")));
        with(session)
                .formParam("token", token(page))
                .formParam("mode", "park")
                .formParam("reason", "curious")
                .post("/console/sources/textus/mode")
                .then()
                .statusCode(403)
                .body(containsString("The operator role is required"));
        for (String operators : new String[] {"audit", "provider", "erase", "replays/new", "quarantine/1"}) {
            with(session).get("/console/" + operators).then().statusCode(403);
        }
        with(session).get("/console/failed").then().statusCode(200);
    }

    @Test
    void aSessionOpensTheConsoleOnly() {
        with(session("test-operator", TestKeys.OPERATOR))
                .get("/api/events")
                .then()
                .statusCode(401);
    }

    @Test
    void aPageMayRunNothingButItsOwnFiles() {
        with(session("test-operator", TestKeys.OPERATOR))
                .get("/console")
                .then()
                .header("Content-Security-Policy", PageAnswers.POLICY)
                .header("Cache-Control", "no-store")
                .body(not(containsString("<style")), not(containsString("style=")), not(containsString("<script>")));
    }

    @Test
    void whatWasLeftEmptyInAFormGoesFromTheAddress() {
        with(session("test-operator", TestKeys.OPERATOR))
                .queryParam("source", "")
                .queryParam("contact", "+13035550142")
                .queryParam("from", " ")
                .get("/console/events")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/console/events?contact=%2B13035550142"));
    }

    @Test
    void aSessionEndsAndCanNotBeMadeUp() {
        Clock now = Clock.systemUTC();
        String old = new Sessions(keys, false, signer, Clock.offset(now, Sessions.LENGTH.negated()))
                .open(keys.named("test-operator").orElseThrow())
                .orElseThrow();
        assertTrue(new Sessions(keys, false, signer, now).read(old).isEmpty(), "it has ended");
        Sessions earlier = new Sessions(keys, false, signer, Clock.offset(now, Duration.ofMinutes(-11)));
        String cookie = earlier.open(keys.named("test-operator").orElseThrow()).orElseThrow();
        Sessions sessions = new Sessions(keys, false, signer, now);
        Session session = sessions.read(cookie).orElseThrow();
        assertEquals("test-operator", session.name());
        assertTrue(sessions.wantsRenewal(session), "it is renewed while it is used");
        assertEquals(
                session.id(),
                sessions.read(sessions.renew(cookie).orElseThrow())
                        .orElseThrow()
                        .id());
        for (int i = 0; i < cookie.length(); i++) {
            char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
            assertTrue(
                    sessions.read(cookie.substring(0, i) + other + cookie.substring(i + 1))
                            .isEmpty(),
                    "changed at " + i);
        }
    }

    @Test
    void noSessionLastsLongerThanTwelveHoursHoweverOftenItIsRenewed() {
        Instant start = Instant.parse("2026-03-02T09:00:00Z");
        String cookie =
                at(start).open(keys.named("test-operator").orElseThrow()).orElseThrow();
        for (int minutes = 20; minutes < 12 * 60; minutes += 20) {
            Sessions now = at(start.plus(Duration.ofMinutes(minutes)));
            Session session = now.read(cookie).orElseThrow();
            if (now.wantsRenewal(session)) {
                cookie = now.renew(cookie).orElseThrow();
            }
        }
        assertTrue(at(start.plus(Duration.ofMinutes(719))).read(cookie).isPresent());
        assertTrue(at(start.plus(Sessions.MAX_LENGTH)).read(cookie).isEmpty(), "after twelve hours");
    }

    @Test
    void anOperatorEndsAllSessionsAndAReaderNone() {
        String reader = session("test-reader", TestKeys.READER);
        String operator = session("test-operator", TestKeys.OPERATOR);
        with(reader)
                .formParam("token", token(with(reader).get("/console")))
                .formParam("reason", "curious")
                .post("/console/audit/end-sessions")
                .then()
                .statusCode(403);
        with(reader).get("/console").then().statusCode(200);

        with(operator)
                .formParam("token", token(with(operator).get("/console/audit")))
                .formParam("reason", "a laptop was lost")
                .post("/console/audit/end-sessions")
                .then()
                .statusCode(303);

        for (String ended : new String[] {reader, operator}) {
            with(ended).get("/console").then().statusCode(303).header("Location", containsString("/console/sign-in"));
        }
        String again = session("test-operator", TestKeys.OPERATOR);
        with(again)
                .get("/console/audit")
                .then()
                .statusCode(200)
                .body(containsString("console.end-sessions"), containsString("a laptop was lost"));
    }

    @Test
    void theAuditLogTellsWhoSignedInWhoWasRefusedAndWhoReadAConversation() {
        signIn("test-operator", "wrong", "/console").then().statusCode(401);
        String session = session("test-operator", TestKeys.OPERATOR);
        for (int i = 0; i < 3; i++) {
            with(session).get("/console/contacts/+13035550177").then().statusCode(200);
        }
        List<Map<String, Object>> entries = given().auth()
                .oauth2(TestKeys.OPERATOR)
                .get("/admin/audit?limit=1000")
                .then()
                .extract()
                .path("items");
        assertTrue(
                entries.stream()
                        .anyMatch(entry -> entry.get("action").equals("console.sign-in")
                                && entry.get("actor").equals("test-operator")
                                && entry.get("detail").toString().contains("127.0.0.x")),
                "signed in: " + entries);
        assertTrue(
                entries.stream().anyMatch(entry -> entry.get("action").equals("console.sign-in-refused")),
                "refused: " + entries);
        assertEquals(
                1,
                entries.stream()
                        .filter(entry -> entry.get("action").equals("contact.read")
                                && entry.get("subject").toString().endsWith("77"))
                        .count(),
                "once, masked: " + entries);
        assertFalse(entries.toString().contains("3035550177"), "no phone");
    }

    private Sessions at(Instant time) {
        return new Sessions(keys, false, signer, Clock.fixed(time, ZoneOffset.UTC));
    }

    @Test
    void aPersonsSessionSaysWhatHeMayDoAndIsNotPutOff() {
        SecurityIdentity person = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("oidc:ann"))
                .addRole(Roles.READER)
                .build();
        Sessions sessions = new Sessions(keys, true, signer, Clock.offset(Clock.systemUTC(), Duration.ofHours(-7)));
        String cookie = sessions.open(person).orElseThrow();
        Session session = sessions.read(cookie).orElseThrow();
        assertEquals("oidc:ann", session.name());
        assertEquals(Set.of(Roles.READER), session.roles());
        Sessions now = new Sessions(keys, true, signer, Clock.systemUTC());
        assertFalse(now.wantsRenewal(now.read(cookie).orElseThrow()));
        assertTrue(now.read(cookie.replace(".reader.", ".operator.")).isEmpty(), "made an operator");
        assertTrue(now.read(cookie.replace(".reader.", ".key.")).isEmpty(), "made a key");
        assertTrue(
                new Sessions(keys, false, signer, Clock.systemUTC())
                        .read(cookie)
                        .isEmpty(),
                "nobody may sign in any more");
    }

    private static RequestSpecification browser() {
        return given().redirects().follow(false);
    }

    private static RequestSpecification with(String session) {
        return browser().cookie("console-session", session);
    }

    private static String session(String name, String key) {
        return signIn(name, key, "/console").then().statusCode(303).extract().cookie("console-session");
    }

    private static Response signIn(String name, String key, String next) {
        Response form = browser().get("/console/sign-in");
        return browser()
                .cookie("console-sign-in", form.cookie("console-sign-in"))
                .formParam("token", token(form))
                .formParam("name", name)
                .formParam("key", key)
                .formParam("next", next)
                .post("/console/sign-in");
    }

    private static String token(Response page) {
        Matcher token = TOKEN.matcher(page.asString());
        assertTrue(token.find(), page.asString());
        return token.group(1);
    }
}
