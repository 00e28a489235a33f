package dev.textusinbox.operate;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.security.TestKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Somebody's lock costs a reader five seconds, and nothing else. */
@QuarkusTest
class LockedReadTest {
    /** Long beyond the limit, on a machine that may be busy; and far below the socket's own 30 s. */
    private static final int PATIENCE_MILLIS = 20_000;

    @Inject
    AgroalDataSource database;

    @Inject
    Schema schema;

    @Test
    void aReadBehindALockIsA503() throws SQLException {
        schema.ready().join();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.createStatement()) {
                // Three reads of five seconds are longer than our sessions may be idle in a transaction.
                lock.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
                lock.execute("LOCK TABLE event, redelivery, replay IN ACCESS EXCLUSIVE MODE");
            }
            try {
                for (String path : new String[] {"/admin/handlers", "/admin/redeliveries", "/admin/replays"}) {
                    given().config(RestAssuredConfig.config()
                                    .httpClient(HttpClientConfig.httpClientConfig()
                                            .setParam("http.socket.timeout", PATIENCE_MILLIS)))
                            .header("Authorization", "Bearer " + TestKeys.OPERATOR)
                            .get(path)
                            .then()
                            .statusCode(503)
                            .contentType("application/problem+json")
                            .header("Retry-After", notNullValue())
                            .body("status", equalTo(503));
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        given().header("Authorization", "Bearer " + TestKeys.OPERATOR)
                .get("/admin/handlers")
                .then()
                .statusCode(200);
    }
}
