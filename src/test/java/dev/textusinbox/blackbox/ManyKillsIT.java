package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.blackbox.Senders.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The program and its database are taken away under load, again and again, on the same data. A few times here; by hand
 * {@code -Dblackbox.kills=200} and {@code -Dblackbox.outages=50 -Dblackbox.frozen=20}.
 */
class ManyKillsIT {
    private static final Logger LOG = Logger.getLogger(ManyKillsIT.class);
    private static final int KILLS = Integer.getInteger("blackbox.kills", 3);
    private static final int OUTAGES = Integer.getInteger("blackbox.outages", 2);
    private static final Duration FROZEN = Duration.ofSeconds(Integer.getInteger("blackbox.frozen", 7));
    /** How long after the database is back events must be taken again. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 8;
    private static final int CONTACTS = 50;
    private static final int SOME = 100;

    private final List<Answer> acknowledged = new ArrayList<>();

    private enum Outage {
        STOPPED,
        KILLED,
        FROZEN
    }

    @Test
    void killingTheProgramLosesNothingThatWasAcknowledged() throws Exception {
        try (var database = PostgresServer.create();
                // It lives for a second: the second compiler would only be in the way.
                var program = InboxProcess.with(database.settings())) {
            for (int kill = 1; kill <= KILLS; kill++) {
                program.start();
                killUnderLoad(program);
                if (kill % 20 == 0) {
                    LOG.infof("%d kills, %d acknowledged", kill, acknowledged.size());
                }
            }
            program.start();
            Accounts.assertKept(acknowledged, program.client().history());
            LOG.infof("%d kills, %d acknowledged, none lost", KILLS, acknowledged.size());
        }
    }

    private void killUnderLoad(InboxProcess program) throws Exception {
        int enough = 1 + ThreadLocalRandom.current().nextInt(2 * SOME);
        try (var senders = new Senders(program.client(), CONNECTIONS, Deliveries.factory(CONTACTS))) {
            await("events are taken")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> senders.acknowledged() >= enough);
            program.kill9();
            senders.stop().stream().filter(Answer::acknowledged).forEach(acknowledged::add);
        }
    }

    @ParameterizedTest
    @EnumSource
    void outagesAreOutlivedWithoutARestart(Outage outage) throws Exception {
        try (var database = PostgresServer.create();
                var program = InboxProcess.with(database.settings()).start()) {
            long slowest = 0;
            int refused = 0;
            for (int i = 0; i < OUTAGES; i++) {
                try (var senders = new Senders(program.client(), CONNECTIONS, Deliveries.factory(CONTACTS))) {
                    slowest = Math.max(slowest, outlive(outage, database, senders));
                    refused += senders.refused();
                }
            }
            Accounts.assertKept(acknowledged, program.client().history());
            LOG.infof(
                    "%s %d times: %d acknowledged, none lost; %d answered 504; taken again after %d ms at most",
                    outage, OUTAGES, acknowledged.size(), refused, slowest);
            assertEquals(0, program.stop(), program::lastLines);
        }
    }

    /** How long it took, in milliseconds, until events were taken again. */
    private long outlive(Outage outage, PostgresServer database, Senders senders) throws Exception {
        await("events are taken").atMost(PATIENCE).until(() -> senders.acknowledged() >= SOME);
        switch (outage) {
            case STOPPED -> database.stop();
            case KILLED -> database.kill9();
            case FROZEN -> database.freeze();
        }
        await("the provider is told to try again")
                .pollDelay(outage == Outage.FROZEN ? FROZEN : Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> senders.refused() >= CONNECTIONS);
        if (outage == Outage.FROZEN) {
            database.wake();
        } else {
            database.start();
        }
        long start = System.nanoTime();
        int before = senders.acknowledged();
        await("events are taken again").atMost(RECOVERY).until(() -> senders.acknowledged() > before);
        final long millis = (System.nanoTime() - start) / 1_000_000;
        List<Answer> answers = senders.stop();
        assertTrue(senders.refused() > 0, "it was away while events were sent");
        Accounts.assertOnlyTakenOrTryAgain(answers);
        answers.stream().filter(Answer::acknowledged).forEach(acknowledged::add);
        return millis;
    }
}
