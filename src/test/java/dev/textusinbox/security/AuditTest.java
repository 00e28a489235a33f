package dev.textusinbox.security;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.platform.database.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditTest {
    @Inject
    Audit audit;

    @Inject
    AgroalDataSource database;

    @Inject
    Schema schema;

    // The audit log is shared with other tests: each looks only at what is about its own subject, and back to its
    // beginning.
    private final String subject = UUID.randomUUID().toString();
    private final Instant began = Instant.now().minusSeconds(1);

    @BeforeEach
    void waitForTheSchema() {
        schema.ready().join();
    }

    @Test
    void anEntrySaysWhoDidWhatAndWhy() {
        operator().post("/test-roles/audited/" + subject).then().statusCode(204);

        Map<String, Object> entry = entries().get(0);
        assertEquals("test-operator", entry.get("actor"));
        assertEquals("test.roles", entry.get("action"));
        assertEquals("to see who it was", entry.get("reason"));
        assertEquals(Map.of(), entry.get("detail"));
        assertTrue(entry.get("id") instanceof String);
        assertTrue(entry.get("at").toString().endsWith("Z"));
        assertTrue(
                Instant.parse(entry.get("at").toString()).isBefore(Instant.now().plusSeconds(5)));
    }

    @Test
    void whatTheProgramDoesByItselfIsTheSystems() {
        audit.record("test.sweep", subject, null, Map.of("deep", Map.of("list", List.of(1, "two"))));

        Map<String, Object> entry = entries().get(0);
        assertEquals("system", entry.get("actor"));
        assertNull(entry.get("reason"));
        assertEquals(Map.of("deep", Map.of("list", List.of(1, "two"))), entry.get("detail"));
    }

    @Test
    void anEntryGoesWithTheTransactionItTellsOf() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            audit.record(connection, "test.undone", subject, null, Map.of());
            connection.rollback();
            audit.record(connection, "test.done", subject, null, Map.of());
            connection.commit();
        }

        assertEquals(
                List.of("test.done"),
                entries().stream().map(entry -> entry.get("action")).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1•••••0142",
                "kÄ \u00a0 e\u0301 ß \u0130",
                "🐶 👩\u200d🔬",
                "שלום \u202e",
                "漢字",
                "\"quoted\" \\ line\nbreak \u0001 \u007f \u0085 \u2028",
                "\ue000 \ufffe \uffff"
            })
    void textIsKeptAsItWas(String text) {
        audit.record("test.text", subject, text, Map.of("list", List.of(Map.of(text, text))));

        Map<String, Object> entry = entries().get(0);
        assertEquals(text, entry.get("reason"));
        assertEquals(Map.of("list", List.of(Map.of(text, text))), entry.get("detail"));
    }

    @Test
    void whatTheDatabaseCannotStoreIsReplacedAndNoMore() {
        audit.record("test.odd", subject, "kÄ\0b\udc00", Map.of("pasted", "k\0Ä\ud800", "k\0", "•"));

        Map<String, Object> entry = entries().get(0);
        assertEquals("kÄ\uFFFDb\uFFFD", entry.get("reason"));
        assertEquals(Map.of("pasted", "k\uFFFDÄ\uFFFD", "k\uFFFD", "•"), entry.get("detail"));
    }

    @Test
    void followingNextVisitsEachEntryOnceNewestFirst() {
        for (int i = 0; i < 7; i++) {
            audit.record("test." + i, subject, null, Map.of());
        }

        assertEquals(
                List.of("test.6", "test.5", "test.4", "test.3", "test.2", "test.1", "test.0"),
                entries().stream().map(entry -> entry.get("action")).toList());
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 1001", "limit, many", "cursor, 17", "cursor, '***'", "cursor, YXVkaXQ6eA" // audit:x
    })
    void aParameterThatCannotBeReadIs400(String name, String value) {
        operator()
                .queryParam(name, value)
                .get("/admin/audit")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", is(name));
    }

    @Test
    void onlyAnOperatorMayLook() {
        when().get("/admin/audit").then().statusCode(401);
        given().header("Authorization", "Bearer " + TestKeys.READER)
                .get("/admin/audit")
                .then()
                .statusCode(403);
    }

    /** All entries about this test's subject, read in pages of three. */
    private List<Map<String, Object>> entries() {
        var found = new ArrayList<Map<String, Object>>();
        String cursor = null;
        JsonPath page;
        do {
            var request = operator().queryParam("limit", 3);
            page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/admin/audit")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            found.addAll(page.getList("items"));
            cursor = page.getString("next");
        } while (cursor != null && Instant.parse(page.getString("items[-1].at")).isAfter(began));
        found.removeIf(entry -> !subject.equals(entry.get("subject")));
        return found;
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + TestKeys.OPERATOR);
    }
}
