package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;

/** Where nobody names a database the jar brings one; the native binary has none, and says so. */
class EmbeddedPostgresIT {
    private static final String JAR = "dev.textusinbox.blackbox.Program#isJar";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    @EnabledIf(JAR)
    void sigtermEndsTheProgramAndItsDatabaseWithZero() {
        try (var program = InboxProcess.bare(Map.of()).start()) {
            assertTrue(PostgresServer.runsIn(data(program)));

            assertEquals(0, program.stop(), program::output);

            assertFalse(PostgresServer.runsIn(data(program)));
        }
    }

    @Test
    @EnabledIf(JAR)
    void aSecondProgramOnTheDirectoryEndsWithOneLine() throws Exception {
        try (var first = InboxProcess.bare(Map.of()).start()) {
            Path taken = first.directory().resolve("data");
            try (var second = InboxProcess.bare(Map.of("inbox.embedded.directory", taken.toString()))) {
                second.launch();

                assertEquals(1, second.awaitExit(PATIENCE));
                assertEquals(
                        "inbox.embedded.directory " + taken + ": another program uses this directory",
                        second.output().strip());
            }
            assertEquals(200, first.client().get("/q/health/ready").statusCode());
        }
    }

    @Test
    @EnabledIf(JAR)
    void startsAgainAfterAKill() {
        try (var program = InboxProcess.bare(Map.of()).start()) {
            program.kill9();
            assertTrue(PostgresServer.runsIn(data(program)), "the kill left an orphan");

            program.start();
            assertEquals(0, program.stop(), program::output);
        }
    }

    @Test
    @DisabledIf(JAR)
    void withoutADatabaseTheNativeProgramEndsWithOneLine() {
        try (var program = InboxProcess.with(Map.of(PostgresServer.URL, ""))) {
            program.launch();

            assertEquals(1, program.awaitExit(PATIENCE));
            assertEquals(
                    "quarkus.datasource.jdbc.url must be set: the native program has no database of its own",
                    program.output().strip());
        }
    }

    @Test
    void isLiveAndReadyWhileAConfiguredDatabaseIsAway() throws Exception {
        try (var program = InboxProcess.bare(Map.of(
                        PostgresServer.URL,
                        "jdbc:postgresql://127.0.0.1:1/inbox",
                        "quarkus.datasource.username",
                        "inbox",
                        "quarkus.datasource.password",
                        "none"))
                .start()) {
            assertEquals(200, program.client().get("/q/health/live").statusCode());
            assertEquals(200, program.client().get("/q/openapi").statusCode());
            assertEquals(0, program.stop(), program::output);
        }
    }

    private static Path data(InboxProcess program) {
        return program.directory().resolve("data/postgres");
    }
}
