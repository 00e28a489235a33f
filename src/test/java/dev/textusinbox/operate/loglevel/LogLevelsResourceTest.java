package dev.textusinbox.operate.loglevel;

import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.security.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LogLevelsResourceTest {
    private static final String PATH = "/admin/log-levels/";

    private static ValidatableResponse put(String category, String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .put(PATH + "{category}", category)
                .then();
    }

    @Test
    void aLevelIsSwitchedForAllBelowAndPutBack() {
        Logger below = Logger.getLogger("dev.example.switched.Below");
        assertFalse(below.isDebugEnabled());
        put("dev.example.switched", "{\"level\":\"DEBUG\",\"reason\":\"to see\"}")
                .statusCode(200)
                .body("category", equalTo("dev.example.switched"))
                .body("level", equalTo("DEBUG"));
        assertTrue(below.isDebugEnabled());
        put("dev.example.switched", "{\"level\":\"ERROR\",\"reason\":\"enough\"}")
                .statusCode(200);
        assertFalse(below.isEnabled(Logger.Level.WARN));
        operator()
                .get("/admin/log-levels")
                .then()
                .statusCode(200)
                .body("items.find { it.category == 'dev.example.switched' }.level", equalTo("ERROR"));

        operator()
                .queryParam("reason", "seen")
                .delete(PATH + "dev.example.switched")
                .then()
                .statusCode(204);
        assertTrue(below.isEnabled(Logger.Level.WARN));
        assertFalse(below.isDebugEnabled());
        operator()
                .get("/admin/log-levels")
                .then()
                .body("items.find { it.category == 'dev.example.switched' }", nullValue());
        operator()
                .queryParam("reason", "seen")
                .delete(PATH + "dev.example.switched")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "dev.example, '{\"level\":\"TRACE\",\"reason\":\"x\"}', level",
                "dev.example, '{\"reason\":\"x\"}', level",
                "dev.example, '{\"level\":\"DEBUG\"}', reason",
                "dev example, '{\"level\":\"DEBUG\",\"reason\":\"x\"}', category",
            })
    void whatIsWrongIsNamedAndNothingChanges(String category, String body, String parameter) {
        put(category, body).statusCode(400).body("parameter", equalTo(parameter));
        assertFalse(Logger.getLogger("dev.example").isDebugEnabled());
    }

    @Test
    void aReaderMayNot() {
        RestAssured.given()
                .auth()
                .preemptive()
                .oauth2(TestKeys.READER)
                .contentType(ContentType.JSON)
                .body("{\"level\":\"DEBUG\",\"reason\":\"x\"}")
                .put(PATH + "dev.example")
                .then()
                .statusCode(403);
        RestAssured.given().get("/admin/log-levels").then().statusCode(401);
    }
}
