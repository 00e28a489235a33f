package dev.textusinbox.security;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuthenticationTest {
    @Test
    void aKeyOpensAsBearer() {
        given().header("Authorization", "Bearer " + TestKeys.READER)
                .get("/test-roles/reader")
                .then()
                .statusCode(200)
                .body(is("test-reader"));
    }

    @Test
    void aKeyOpensAsBasicUnderItsName() {
        given().auth()
                .preemptive()
                .basic("test-reader", TestKeys.READER)
                .get("/test-roles/reader")
                .then()
                .statusCode(200)
                .body(is("test-reader"));
    }

    @Test
    void anOperatorMayRead() {
        given().header("Authorization", "bearer " + TestKeys.OPERATOR)
                .get("/test-roles/reader")
                .then()
                .statusCode(200)
                .body(is("test-operator"));
    }

    @Test
    void aReaderMayNotOperate() {
        given().header("Authorization", "Bearer " + TestKeys.READER)
                .get("/test-roles/operator")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("status", is(403));
    }

    @Test
    void withoutAKeyItIs401() {
        isChallenge(when().get("/test-roles/reader").then());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer nonsense",
                "Bearer ",
                "Bearer",
                "",
                "Digest username=test-reader",
                "Basic ???",
                "Basic bm8tY29sb24=",
                "Basic dGVzdC1yZWFkZXI6d3Jvbmc="
            })
    void aWrongKeyIs401(String authorization) {
        isChallenge(given().header("Authorization", authorization)
                .get("/test-roles/reader")
                .then());
    }

    @Test
    void anothersNameWithAGoodKeyIs401() {
        isChallenge(given().auth()
                .preemptive()
                .basic("test-operator", TestKeys.READER)
                .get("/test-roles/reader")
                .then());
    }

    @Test
    void whereNoKeyIsNeededAWrongOneDoesNoHarm() {
        given().header("Authorization", "Bearer nonsense")
                .get("/test-roles/open")
                .then()
                .statusCode(200);
    }

    static void isChallenge(ValidatableResponse response) {
        List<String> challenges = response.statusCode(401)
                .contentType("application/problem+json")
                .body("status", is(401))
                .extract()
                .headers()
                .getValues("WWW-Authenticate");
        // One line each: a browser reads a line as one challenge, and would not see a Basic behind a comma.
        assertEquals(
                List.of("Bearer", "Basic"),
                challenges.stream().map(line -> line.split(" ", -1)[0]).toList());
    }
}
