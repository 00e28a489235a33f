package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The packaged program, tried by its own command: as anybody would try any receiver. */
class ConformanceIT {
    private final Scratch scratch = Scratch.create();
    private final Path output = scratch.path().resolve("conformance.log");

    @AfterEach
    void tidy() {
        scratch.deleteAllBut(output);
    }

    @Test
    void thePackagedProgramKeepsEveryRule() throws Exception {
        try (var database = PostgresServer.create();
                var program = InboxProcess.with(database.settings()).start()) {
            Process command = conformance(
                    "--url",
                    program.uri() + "/webhooks/textus",
                    "--secret",
                    Keys.SECRET,
                    "--break",
                    signal("break"),
                    "--mend",
                    signal("mend"));
            obey(command, "break", database::stop);
            obey(command, "mend", database::start);
            assertTrue(command.waitFor(2, TimeUnit.MINUTES), this::printed);
            assertEquals(0, command.exitValue(), this::printed);
            assertTrue(printed().contains(" 0 broken, 0 not tried"), this::printed);
        }
    }

    @Test
    void theCommandStartsNothingOfTheInbox() throws Exception {
        Process command = conformance("--url", "http://127.0.0.1:1/", "--secret", "textus-0123456789");
        assertTrue(command.waitFor(1, TimeUnit.MINUTES), this::printed);
        assertEquals(1, command.exitValue(), this::printed);
        assertFalse(printed().contains("INFO"), this::printed);
        assertFalse(Files.exists(scratch.path().resolve("data")), "an embedded database");
    }

    private Process conformance(String... args) throws IOException {
        List<String> words = new ArrayList<>(List.of(args));
        words.add(0, "conformance");
        return new ProcessBuilder(Program.command(List.of(), List.of(), words.toArray(String[]::new)))
                .directory(scratch.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** A command that asks for something by making a file, and waits until another says that it is done. */
    private static String signal(String name) {
        return "touch " + name + "; while [ ! -e " + name + ".done ]; do sleep 0.1; done";
    }

    private void obey(Process command, String name, Runnable action) throws IOException {
        Awaitility.await(name)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> assertTrue(command.isAlive(), this::printed))
                .until(() -> Files.exists(scratch.path().resolve(name)));
        action.run();
        Files.createFile(scratch.path().resolve(name + ".done"));
    }

    private String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
