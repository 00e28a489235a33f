package dev.textusinbox.security;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Somebody guesses; behind a proxy that tells who it is. */
@QuarkusTest
@TestProfile(ExposedProfile.class)
class WrongKeysTest {
    @Test
    void whoGuessesIsSlowedDownAndNobodyElse() {
        double before = failures();
        assertEquals(200, status(TestKeys.READER, "203.0.113.7"), "an app that shares the address");
        for (int i = 0; i < Refusals.ALLOWED; i++) {
            assertEquals(401, status("guess-" + i, "203.0.113.7"));
        }
        given().header("Authorization", "Bearer one-guess-more")
                .header("X-Forwarded-For", "203.0.113.7")
                .get("/api/events?limit=1")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", matchesPattern("[1-6]?[0-9]"))
                .body("status", is(429));
        assertEquals(200, status(TestKeys.READER, "203.0.113.7"), "the app goes on");
        assertEquals(429, status(TestKeys.OPERATOR, "203.0.113.7"), "a right guess is told as little as a wrong one");
        assertEquals(200, status(TestKeys.OPERATOR, "203.0.113.9"), "the same key from elsewhere");
        assertEquals(401, status("guess", "203.0.113.8"), "a wrong one from another");
        assertEquals(before + Refusals.ALLOWED + 3, failures());
    }

    private static int status(String key, String from) {
        return given().header("Authorization", "Bearer " + key)
                .header("X-Forwarded-For", from)
                .get("/api/events?limit=1")
                .statusCode();
    }

    private static double failures() {
        String line = when().get("/q/metrics")
                .asString()
                .lines()
                .filter(each -> each.startsWith("inbox_auth_failures_total"))
                .findFirst()
                .orElse("");
        assertTrue(line.contains(" "), "the metric is there from the start");
        return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
    }
}
