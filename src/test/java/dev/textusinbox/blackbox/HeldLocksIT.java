package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.Senders.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody holds a lock in the program's database: who waits for it is told to try again, and leaves no session behind. */
class HeldLocksIT {
    private static final String FORWARD = "orders";

    /** What the pool may have (quarkus.datasource.jdbc.max-size), and a few that are just being ended or made. */
    private static final int MAX_SESSIONS = 20 + 4;

    /** Several times what the longest of the program's waits takes but one: sessions that are left behind add up. */
    private static final Duration HELD = Duration.ofSeconds(40);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 4;
    private static final int CONTACTS = 50;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // An index is being built.
                "LOCK TABLE event IN SHARE MODE",
                // A VACUUM FULL, or a migration by hand.
                "LOCK TABLE event, lane_cursor, redelivery, handler, instance, source, source_gate, quarantine, alarm, audit"
                        + " IN ACCESS EXCLUSIVE MODE",
                // Another appender that is stuck.
                "SELECT pg_advisory_xact_lock(7883701942)",
            })
    void whileSomebodyHoldsALockSessionsStayBounded(String lock) throws Exception {
        var holding = new AtomicReference<Connection>();
        try (var database = PostgresServer.create()) {
            outlives(
                    database,
                    () -> holding.set(database.hold(lock)),
                    () -> holding.get().close());
        }
    }

    /** Each commit waits for it; and no time-out of the database's ends such a wait. */
    @Test
    void whileAStandbyIsMissingSessionsStayBounded() throws Exception {
        try (var database = PostgresServer.create()) {
            outlives(
                    database,
                    () -> database.execute(
                            "ALTER SYSTEM SET synchronous_standby_names = 'missing'", "SELECT pg_reload_conf()"),
                    () -> database.execute("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()"));
        }
    }

    private static void outlives(PostgresServer database, Step begin, Step end) throws Exception {
        try (var sink = RecordingSink.open();
                var program = program(database, sink).start();
                var senders = new Senders(program.client(), CONNECTIONS, Deliveries.factory(CONTACTS))) {
            await("events are taken").atMost(PATIENCE).until(() -> senders.acknowledged() > 100);
            var most = new AtomicInteger();
            begin.run();
            await("the provider is told to try again, for as long as it is held")
                    .pollInterval(Duration.ofMillis(250))
                    .pollDelay(Duration.ZERO)
                    .during(HELD)
                    .atMost(HELD.plus(PATIENCE))
                    .until(() -> most.accumulateAndGet(database.sessions(), Math::max) <= MAX_SESSIONS);
            assertTrue(senders.refused() >= CONNECTIONS, "the provider is told to try again");
            end.run();
            int before = senders.acknowledged();
            await("events are taken again").atMost(PATIENCE).until(() -> senders.acknowledged() > before + 100);
            List<Answer> answers = senders.stop();
            Accounts.assertOnlyTakenOrTryAgain(answers);
            List<JsonNode> history = program.client().history();
            Accounts.assertKept(answers, history);
            await("all that is stored is forwarded")
                    .atMost(PATIENCE)
                    .until(() -> sink.firstDeliveries().size(), count -> count == history.size());
            Accounts.assertInOrder(sink);
            Accounts.assertAddsUp(program.client().ledgerOf(FORWARD));
            assertEquals(0, program.stop(), program::lastLines);
        }
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static InboxProcess program(PostgresServer database, RecordingSink sink) {
        var settings = new HashMap<>(database.settings());
        settings.put("inbox.forwards." + FORWARD + ".url", sink.url());
        return InboxProcess.with(settings);
    }
}
