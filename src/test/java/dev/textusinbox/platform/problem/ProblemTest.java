package dev.textusinbox.platform.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemTest {

    private static final String FAILING = "/test-only/failing";

    @ParameterizedTest
    @CsvSource({
        "/test-only/failing/conflict, 409, Conflict",
        "/test-only/failing/forbidden, 403, Forbidden",
        "/test-only/failing/database, 503, Service Unavailable",
        "/test-only/failing/statement, 500, Internal Server Error",
        "/test-only/failing/bug, 500, Internal Server Error",
        "/no/such/path, 404, Not Found",
        "/q/no-such-path, 404, Not Found",
    })
    void everyFailureIsAProblemAndShowsNothingInside(String path, int status, String title) {
        problem(given().get(path).then(), status)
                .body("title", equalTo(title))
                .body("parameter", nullValue())
                .body("detail", not(containsString("secret")));
    }

    @Test
    void aBadParameterIsNamed() {
        problem(given().get(FAILING + "/parameter").then(), 400)
                .body("parameter", equalTo("limit"))
                .body("detail", equalTo("It must be between 1 and 1000."));
    }

    @Test
    void withoutAKeyBothSchemesAreOffered() {
        var response = problem(given().get(FAILING + "/locked").then(), 401);
        assertEquals(
                2, response.extract().headers().getValues("WWW-Authenticate").size());
        response.body("title", equalTo("Unauthorized"));
    }

    @Test
    void anAbsentDatabaseSaysWhenToTryAgain() {
        problem(given().get(FAILING + "/database").then(), 503).header("Retry-After", equalTo("5"));
    }

    @Test
    void aWrongMethodIsRefused() {
        problem(given().delete(FAILING).then(), 405);
    }

    @Test
    void anUnknownPropertyIsNamed() {
        problem(post("{\"name\":\"x\",\"nmae\":\"y\"}"), 400).body("parameter", equalTo("nmae"));
    }

    @Test
    void aValueOfTheWrongKindIsNamed() {
        problem(post("{\"numbers\":[1,\"two\"]}"), 400).body("parameter", equalTo("numbers[1]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"name\": secret}"})
    void malformedJsonIsA400ThatDoesNotQuoteIt(String body) {
        problem(post(body), 400).body("detail", not(containsString("secret")));
    }

    @Test
    void anotherContentTypeIsRefused() {
        problem(given().contentType("text/csv").body("a,b").post(FAILING).then(), 415);
    }

    @Test
    void anAcceptThatNobodyServesIsRefused() {
        problem(
                given().contentType(ContentType.JSON)
                        .accept("image/png")
                        .body("{}")
                        .post(FAILING)
                        .then(),
                406);
    }

    private static ValidatableResponse post(String json) {
        return given().contentType(ContentType.JSON).body(json).post(FAILING).then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("about:blank"))
                .body("status", equalTo(status))
                .body("title", notNullValue());
    }
}
