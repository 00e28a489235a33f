package dev.textusinbox.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.PackagedProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

    @TempDir
    Path directory;

    @Test
    void sigtermEndsTheProgramAndItsDatabaseWithZero() throws Exception {
        try (var program = PackagedProgram.start(directory).awaitReady()) {
            assertTrue(postmaster().isRunning());

            assertEquals(0, program.terminate(), program::output);

            assertFalse(postmaster().isRunning());
        }
    }

    @Test
    void aSecondProgramOnTheDirectoryEndsWithOneLine() throws Exception {
        try (var first = PackagedProgram.start(directory).awaitReady();
                var second = PackagedProgram.start(directory)) {
            assertTrue(second.process().waitFor(20, SECONDS));

            assertEquals(1, second.process().exitValue());
            assertEquals(
                    "inbox.embedded.directory " + directory.resolve("data") + ": another program uses this directory",
                    second.output().strip());
            assertEquals(200, first.get("/q/health/ready").statusCode());
        }
    }

    @Test
    void startsAgainAfterAKill() throws Exception {
        try (var killed = PackagedProgram.start(directory).awaitReady()) {
            killed.kill();
        }
        assertTrue(postmaster().isRunning(), "the kill left an orphan");

        try (var program = PackagedProgram.start(directory).awaitReady()) {
            assertEquals(0, program.terminate(), program::output);
        }
    }

    @Test
    void isLiveAndReadyWhileAConfiguredDatabaseIsAway() throws Exception {
        try (var program = PackagedProgram.start(
                        directory,
                        "quarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:1/inbox",
                        "quarkus.datasource.username=inbox",
                        "quarkus.datasource.password=none")
                .awaitReady()) {
            assertEquals(200, program.get("/q/health/live").statusCode());
            assertEquals(200, program.get("/q/openapi").statusCode());
            assertEquals(0, program.terminate(), program::output);
        }
    }

    private Postmaster postmaster() {
        return new Postmaster(directory.resolve("data/postgres"));
    }
}
