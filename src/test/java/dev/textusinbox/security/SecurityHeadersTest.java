package dev.textusinbox.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behind a proxy that ends TLS. */
@QuarkusTest
@TestProfile(ExposedProfile.class)
class SecurityHeadersTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "/api/events, 200, 'private, no-cache'",
                "/api/events?limit=no, 400, 'private, no-cache'",
                "/admin/audit, 200, no-store",
                "/admin/nothing, 404, no-store",
                "/nothing, 404, none",
                "/q/health/live, 200, no-store",
                "/q/openapi, 200, none",
            })
    void everyAnswerHasThem(String path, int status, String cached) {
        given().header("Authorization", "Bearer " + TestKeys.OPERATOR)
                .get(path)
                .then()
                .statusCode(status)
                .header("X-Content-Type-Options", is("nosniff"))
                .header("Referrer-Policy", is("no-referrer"))
                .header("X-Frame-Options", is("DENY"))
                .header("Content-Security-Policy", is("default-src 'none'; frame-ancestors 'none'"))
                .header("Cache-Control", is(cached))
                .header("Strict-Transport-Security", nullValue());
    }

    @Test
    void aChallengeToo() {
        given().get("/api/events")
                .then()
                .statusCode(401)
                .header("X-Frame-Options", is("DENY"))
                .header("Cache-Control", is("private, no-cache"));
    }

    @Test
    void overTlsTheBrowserIsToldToStayThere() {
        given().header("X-Forwarded-Proto", "https")
                .get("/api/events")
                .then()
                .header("Strict-Transport-Security", is("max-age=31536000"));
    }

    @Test
    void whatAResourceSetsItselfStays() {
        given().get("/test-roles/page")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", is("default-src 'self'"))
                .header("Cache-Control", is("max-age=60"))
                .header("X-Content-Type-Options", is("nosniff"));
    }

    @Test
    void pagesOfDevModeKeepTheirScriptsAndFrames() {
        given().get("/q/swagger-ui/")
                .then()
                .header("X-Content-Type-Options", is("nosniff"))
                .header("X-Frame-Options", nullValue())
                .header("Content-Security-Policy", nullValue());
    }

    @Test
    void theWebhookHasNone() {
        given().body("{}")
                .post("/webhooks/nobody")
                .then()
                .statusCode(404)
                .header("X-Content-Type-Options", nullValue())
                .header("X-Frame-Options", nullValue());
    }
}
