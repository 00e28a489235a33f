package dev.textusinbox.alarm;

import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.provider.WatchedProfile;
import dev.textusinbox.security.TestKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(WatchedProfile.class)
class AlarmsResourceTest {
    @Inject
    AgroalDataSource database;

    @Inject
    Schema schema;

    @BeforeEach
    void fill() throws SQLException {
        schema.ready().join();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM alarm_notice");
            statement.execute("DELETE FROM alarm");
            statement.execute("""
                    INSERT INTO alarm (kind, source, since, until, detail)
                    SELECT 'silence', 's' || i, now(), CASE WHEN i %% 2 = 0 THEN now() END, 'nothing came'
                      FROM generate_series(1, 7) i""".formatted());
        }
    }

    @Test
    void openOnesAreListedNewestFirstPageByPage() {
        assertEquals(List.of("s7", "s5", "s3", "s1"), sources("open=true"));
        assertEquals(List.of("s6", "s4", "s2"), sources("open=false"));
        assertEquals(7, sources("limit=2").size());
    }

    @ParameterizedTest
    @CsvSource({"open, maybe", "limit, 0", "cursor, x", "kind, silence"})
    void aParameterThatIsWrongIsNamed(String name, String value) {
        operator()
                .queryParam(name, value)
                .get("/admin/alarms")
                .then()
                .statusCode(400)
                .body("parameter", equalTo(name));
    }

    @Test
    void alarmsAreForOperatorsOnly() {
        RestAssured.get("/admin/alarms").then().statusCode(401);
        RestAssured.given()
                .auth()
                .preemptive()
                .oauth2(TestKeys.READER)
                .get("/admin/alarms")
                .then()
                .statusCode(403);
    }

    private static List<String> sources(String query) {
        List<String> found = new ArrayList<>();
        String next = null;
        do {
            var page = operator()
                    .get("/admin/alarms?" + query + (next == null ? "" : "&cursor=" + next))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            found.addAll(page.getList("items.source"));
            next = page.getString("next");
        } while (next != null);
        return found;
    }
}
