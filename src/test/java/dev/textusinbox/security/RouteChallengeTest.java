package dev.textusinbox.security;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** What is guarded by its path and not by an annotation is challenged by the mechanism itself. */
@QuarkusTest
@TestProfile(ExposedProfile.class)
class RouteChallengeTest {
    @Test
    void withoutAKeyItIs401WithAProblem() {
        AuthenticationTest.isChallenge(when().get("/test-roles/open").then());
    }

    @Test
    void aWrongKeyIs401WithAProblem() {
        AuthenticationTest.isChallenge(given().header("Authorization", "Bearer nonsense")
                .get("/test-roles/open")
                .then());
    }

    @Test
    void theWrongRoleIs403WithAProblem() {
        given().header("Authorization", "Bearer " + TestKeys.READER)
                .get("/test-roles/reader")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("status", is(403));
    }

    @Test
    void aKeyOpens() {
        given().header("Authorization", "Bearer " + TestKeys.READER)
                .get("/test-roles/open")
                .then()
                .statusCode(200);
    }
}
