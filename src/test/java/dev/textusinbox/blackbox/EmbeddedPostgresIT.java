package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;

/** Where nobody names a database the jar brings one; the native binary has none, and says so. */
class EmbeddedPostgresIT {
    private static final String JAR = "dev.textusinbox.blackbox.Program#isJar";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** 10 s, with room for a machine that is busy with other builds; it was never. */
    private static final Duration RECOVERY = Duration.ofMinutes(1);

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
    @EnabledIf(JAR)
    void isStartedAgainWhenItWasKilledAndNothingAcknowledgedIsLost() throws Exception {
        try (var program = InboxProcess.with(Map.of()).start();
                var senders = new Senders(program.client(), 4, Deliveries.factory(50))) {
            for (int kill = 0; kill < 3; kill++) {
                int before = senders.acknowledged();
                await("events are taken").atMost(RECOVERY).until(() -> senders.acknowledged() > before + 100);
                int killed = kill + 1;
                PostgresServer.killPostmasterIn(data(program));
                await("it is started again").atMost(RECOVERY).until(() -> startsAgain(program) == killed);
            }
            int before = senders.acknowledged();
            await("events are taken again").atMost(RECOVERY).until(() -> senders.acknowledged() > before + 100);

            List<Senders.Answer> answers = senders.stop();
            Accounts.assertOnlyTakenOrTryAgain(answers);
            Accounts.assertKept(answers, program.client().history());
            assertEquals(200, program.client().get("/q/health/live").statusCode());
            assertEquals(0, program.stop(), program::lastLines);
            assertFalse(PostgresServer.runsIn(data(program)));
        }
    }

    @Test
    @EnabledIf(JAR)
    void isNotLiveAndTakesNothingWhenItsDataAreGone() throws Exception {
        try (var program = InboxProcess.with(Map.of()).start()) {
            // Its processes write on meanwhile.
            await().ignoreExceptions().atMost(RECOVERY).until(() -> {
                new Scratch(data(program)).deleteAllBut(program.directory());
                return !Files.exists(data(program));
            });

            await("the program is not live")
                    .atMost(RECOVERY)
                    .until(() -> program.client().get("/q/health/live").statusCode() == 503);

            assertEquals(200, program.client().get("/q/health/ready").statusCode());
            assertEquals(
                    504,
                    program.client()
                            .post(Deliveries.message("+13035550142", "to nowhere"))
                            .statusCode());
            await("it says why, once").atMost(RECOVERY).until(() -> gone(program) == 1);
            program.kill9();
            assertEquals(1, gone(program));
        }
    }

    private static long gone(InboxProcess program) {
        return program.output()
                .lines()
                .filter(line -> line.contains("can't be started again: its data are gone"))
                .count();
    }

    @Test
    @EnabledIf(JAR)
    void isNotLiveWhileItCantBeStartedAgainAndGoesOnWhenItCan() throws Exception {
        try (var program = InboxProcess.with(Map.of()).start()) {
            Path control = data(program).resolve("global/pg_control");
            Path aside = program.directory().resolve("pg_control.aside");
            Files.move(control, aside);
            PostgresServer.killPostmasterIn(data(program));
            await("the program is not live")
                    .atMost(RECOVERY)
                    .until(() -> program.client().get("/q/health/live").statusCode() == 503);
            Files.move(aside, control);
            await("it is live again")
                    .atMost(RECOVERY)
                    .until(() -> program.client().get("/q/health/live").statusCode() == 200);
            await("it takes deliveries")
                    .atMost(RECOVERY)
                    .until(() -> program.client()
                                    .post(Deliveries.message("+13035550142", "again"))
                                    .statusCode()
                            == 202);
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

    private static long startsAgain(InboxProcess program) {
        return program.output()
                .lines()
                .filter(line -> line.contains("The embedded PostgreSQL runs again"))
                .count();
    }

    private static Path data(InboxProcess program) {
        return program.directory().resolve("data/postgres");
    }
}
