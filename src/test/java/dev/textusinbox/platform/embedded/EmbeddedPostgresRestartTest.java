package dev.textusinbox.platform.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresRestartTest {

    @TempDir
    Path directory;

    private Process other;

    @BeforeEach
    void anotherProgramUsesTheDirectory() throws Exception {
        other = startOther();
    }

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        other.destroyForcibly().waitFor();
        new Postmaster(directory.resolve("postgres")).stop();
    }

    @Test
    void whatWasCommittedBeforeAKillIsThereAfterwards() throws Exception {
        var refused = assertThrows(EmbeddedPostgres.Unusable.class, () -> EmbeddedPostgres.start(directory));
        assertEquals(
                "inbox.embedded.directory " + directory + ": another program uses this directory",
                refused.getMessage());

        other.destroyForcibly().waitFor();
        assertTrue(new Postmaster(directory.resolve("postgres")).isRunning(), "the kill left an orphan");

        other = startOther();

        assertEquals("1", other.inputReader().readLine(), "rows kept");
    }

    @Test
    void anOrderlyEndStopsPostgresAndKeepsTheData() throws Exception {
        other.destroy();
        assertTrue(other.waitFor(10, TimeUnit.SECONDS));
        assertFalse(new Postmaster(directory.resolve("postgres")).isRunning());

        other = startOther();

        assertEquals("1", other.inputReader().readLine(), "rows kept");
    }

    @Test
    void aFirstStartThatWasCutShortBeginsAnew() throws Exception {
        other.destroy();
        assertTrue(other.waitFor(10, TimeUnit.SECONDS));
        Files.writeString(directory.resolve("unfinished"), "");
        Files.delete(directory.resolve("postgres/global/pg_control"));

        other = startOther();

        assertEquals("0", other.inputReader().readLine(), "rows kept");
    }

    /** A JVM of its own, since only that can be killed; it has counted the rows and added one when this returns. */
    private Process startOther() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Its first line is read; Kafka's test kit brings a log that is written there too.
                        "-Dorg.jboss.logging.provider=jdk",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedPostgresUser.class.getName(),
                        directory.toString())
                .redirectError(directory.resolve("other.log").toFile())
                .start();
        assertEquals("started", process.inputReader().readLine(), () -> read(directory.resolve("other.log")));
        return process;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
