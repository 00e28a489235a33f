package dev.textusinbox.history;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.security.ExposedProfile.APP;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;

import dev.textusinbox.security.ExposedProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

/** An operator may let other sites' pages read, by the framework's own settings. */
@QuarkusTest
@TestProfile(ExposedProfile.class)
class CrossOriginTest {
    @Test
    void aPageOfThatSiteMayRead() {
        RestAssured.given()
                .header("Origin", APP)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/api/events")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(APP))
                .header("Access-Control-Allow-Headers", containsStringIgnoringCase("authorization"));
        reader().header("Origin", APP)
                .get("/api/events?limit=1")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(APP));
    }

    @Test
    void aPageOfAnotherMayNot() {
        reader().header("Origin", "https://other.example")
                .get("/api/events?limit=1")
                .then()
                .statusCode(403);
    }
}
