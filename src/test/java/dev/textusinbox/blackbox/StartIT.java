package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The port opens whatever the database does: a program that isn't there is a 502 at the proxy, which stops the integration. */
class StartIT {
    /** A machine that is busy with other builds takes a minute for what takes 5 s; so nothing else may end the wait sooner. */
    private static final Duration OPEN = Duration.ofMinutes(2);

    private static final Map<String, String> PATIENT_DRIVER = Map.of(
            "quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout",
            "600",
            "quarkus.datasource.jdbc.new-connection-sql",
            "SELECT 1");

    private static final Duration RECOVERY = Duration.ofMinutes(1);

    @Test
    void withTheSchemasHistoryLockedThePortOpensAndAllGoesOnAfterwards() throws Exception {
        try (var database = PostgresServer.create();
                var program = InboxProcess.with(database.settings()).start()) {
            assertEquals(0, program.stop(), program::lastLines);
            PATIENT_DRIVER.forEach(program::set);
            try (var connection = connect(database.settings());
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE flyway_schema_history IN ACCESS EXCLUSIVE MODE");
                program.launch();
                assertOpens(program);
                connection.rollback();
            }
            assertTakes(program);
        }
    }

    @Test
    void withTheDatabaseFrozenThePortOpensAndAllGoesOnAfterwards() throws Exception {
        try (var database = PostgresServer.create();
                var program = InboxProcess.with(database.settings()).start()) {
            assertEquals(0, program.stop(), program::lastLines);
            PATIENT_DRIVER.forEach(program::set);
            database.freeze();
            try {
                program.launch();
                assertOpens(program);
            } finally {
                database.wake();
            }
            assertTakes(program);
        }
    }

    @Test
    void withSomethingThatIsNoDatabaseThePortOpens() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var settings = new LinkedHashMap<String, String>();
            settings.put(PostgresServer.URL, "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/inbox");
            settings.put("quarkus.datasource.username", "inbox");
            settings.put("quarkus.datasource.password", "none");
            try (var program = InboxProcess.with(settings)) {
                program.launch();
                assertOpens(program);
            }
        }
    }

    private static void assertOpens(InboxProcess program) throws Exception {
        await("the port is open")
                .atMost(OPEN)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsMatching(e -> e instanceof IOException)
                .until(() -> program.client().get("/q/health/ready").statusCode() == 200);
        assertEquals(200, program.client().get("/q/health/live").statusCode());
        var answer = program.client().post(Deliveries.message("+13035550142", "too early"));
        assertEquals(504, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent(), "a 504 without Retry-After");
    }

    private static void assertTakes(InboxProcess program) {
        String body = Deliveries.message("+13035550142", "now");
        await("an event is taken")
                .atMost(RECOVERY)
                .until(() ->
                        List.of(200, 202).contains(program.client().post(body).statusCode()));
    }

    private static Connection connect(Map<String, String> settings) throws Exception {
        return DriverManager.getConnection(
                settings.get(PostgresServer.URL),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
    }
}
