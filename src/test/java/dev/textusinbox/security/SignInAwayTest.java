package dev.textusinbox.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The provider is configured, and is away from the start. */
@QuarkusTest
@TestProfile(SignInAwayTest.Away.class)
class SignInAwayTest {
    /** Nobody listens there. */
    public static class Away implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.auth-server-url", "http://127.0.0.1:1/",
                    "quarkus.oidc.token.audience", "inbox",
                    "inbox.oidc.roles.reader", "support");
        }
    }

    @Test
    void aTokenHasToWaitAndAKeyHasNot() {
        given().header("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AA")
                .get("/test-roles/reader")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("detail", containsString("sign-in provider"));
        given().header("Authorization", "Bearer " + TestKeys.READER)
                .get("/test-roles/reader")
                .then()
                .statusCode(200);
        AuthenticationTest.isChallenge(given().get("/test-roles/reader").then());
    }
}
