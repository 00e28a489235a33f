package dev.textusinbox.security;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is guarded by its path and not by an annotation is challenged by the mechanism itself. */
@QuarkusTest
@TestProfile(RouteChallengeTest.Guarded.class)
class RouteChallengeTest {
    /** Guards two paths. */
    public static class Guarded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.auth.policy.operator.roles-allowed", Roles.OPERATOR,
                    "quarkus.http.auth.permission.any.paths", "/test-doors/open",
                    "quarkus.http.auth.permission.any.policy", "authenticated",
                    "quarkus.http.auth.permission.operator.paths", "/test-doors/reader",
                    "quarkus.http.auth.permission.operator.policy", "operator");
        }
    }

    @Test
    void withoutAKeyItIs401WithAProblem() {
        AuthenticationTest.isChallenge(when().get("/test-doors/open").then());
    }

    @Test
    void aWrongKeyIs401WithAProblem() {
        AuthenticationTest.isChallenge(given().header("Authorization", "Bearer nonsense")
                .get("/test-doors/open")
                .then());
    }

    @Test
    void theWrongRoleIs403WithAProblem() {
        given().header("Authorization", "Bearer " + TestKeys.READER)
                .get("/test-doors/reader")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("status", is(403));
    }

    @Test
    void aKeyOpens() {
        given().header("Authorization", "Bearer " + TestKeys.READER)
                .get("/test-doors/open")
                .then()
                .statusCode(200);
    }
}
