package dev.textusinbox.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page makes a browser, which knows the operator's name and key, send something. */
@QuarkusTest
class CrossSiteTest {
    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, what comes next",
        "Origin, https://evil.example",
        "Origin, null",
    })
    void anothersPageChangesNothing(String header, String value) {
        basic().header(header, value)
                .post(change())
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", containsString("another site"));
        assertEquals(
                200, basic().header(header, value).get("/test-roles/operator").statusCode(), "it may ask");
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void theBrowserItselfSaysThatItIsOurOwn(String site) {
        // Behind a proxy that changes the Host the origin may look like another's.
        basic().header("Sec-Fetch-Site", site)
                .header("Origin", "https://inbox.example.com")
                .post(change())
                .then()
                .statusCode(204);
    }

    @Test
    void anOlderBrowserSaysItByTheOrigin() {
        basic().header("Origin", "http://localhost:" + RestAssured.port)
                .post(change())
                .then()
                .statusCode(204);
        basic().header("Origin", "http://localhost:1").post(change()).then().statusCode(403);
        basic().header("Origin", "http://evil-localhost:" + RestAssured.port)
                .post(change())
                .then()
                .statusCode(403);
    }

    @Test
    void aProgramSaysNothingAndIsNotAsked() {
        basic().post(change()).then().statusCode(204);
    }

    @Test
    void aBearerKeyIsNobodysButThePagesThatHasIt() {
        given().header("Authorization", "Bearer " + TestKeys.OPERATOR)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Cookie", "any=thing")
                .post(change())
                .then()
                .statusCode(204);
    }

    @Test
    void aCookieIsAsGoodAsBasic() {
        given().header("Cookie", "session=1")
                .header("Sec-Fetch-Site", "cross-site")
                .post(change())
                .then()
                .statusCode(403)
                .body("detail", containsString("another site"));
    }

    private static RequestSpecification basic() {
        return given().auth().preemptive().basic("test-operator", TestKeys.OPERATOR);
    }

    private static String change() {
        return "/test-roles/audited/" + UUID.randomUUID();
    }
}
