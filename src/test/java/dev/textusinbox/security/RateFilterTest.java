package dev.textusinbox.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Over its rate a key is refused, and nobody else. */
@QuarkusTest
@TestProfile(RateFilterTest.Limits.class)
class RateFilterTest {
    /** Four for whoever has no rate of its own; the operator has one. */
    public static class Limits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "inbox.api.requests-per-minute", "4", "inbox.api-keys.test-operator.requests-per-minute", "200");
        }
    }

    @Test
    void whatIsOverTheRateIsRefusedUntilItsTime() {
        ask(TestKeys.READER, "/api/events").then().statusCode(200);
        ask(TestKeys.READER, "/api/events?limit=none").then().statusCode(400);
        ask(TestKeys.READER, "/api/messages/none").then().statusCode(404);
        given().auth()
                .preemptive()
                .oauth2(TestKeys.READER)
                .contentType(ContentType.JSON)
                .body("{\"phones\":[\"+13035550142\"]}")
                .post("/api/contacts/lookup")
                .then()
                .statusCode(200);
        for (String path : new String[] {"/api/events", "/api/events/1", "/api/events/stream", "/api/events/export"}) {
            Response refused = ask(TestKeys.READER, path);
            refused.then()
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .body("status", equalTo(429))
                    .body("title", equalTo("Too Many Requests"));
            int seconds = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(seconds >= 1 && seconds <= 15, "to wait: " + seconds);
        }
        // Another key has its own, and what is no reading has none.
        for (int i = 0; i < 10; i++) {
            ask(TestKeys.OPERATOR, "/api/events?limit=1").then().statusCode(200);
            ask(TestKeys.READER, "/admin/ledger").then().statusCode(403);
            ask("wrong", "/api/events").then().statusCode(401);
        }
    }

    private static Response ask(String key, String path) {
        return given().auth().preemptive().oauth2(key).get(path);
    }
}
