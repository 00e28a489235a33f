package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.RecordingSink.Forward;
import dev.textusinbox.blackbox.Senders.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** The database is there, and yet does not do what it should: the provider hears 504 at worst, and all goes on after it. */
class DatabaseFaultsIT {
    private static final Logger LOG = Logger.getLogger(DatabaseFaultsIT.class);
    private static final String FORWARD = "orders";
    /** How long after the fault's end events must be taken again. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    /** Longer than the receiver's deadline, and than a lease is renewed. */
    private static final Duration FAULT = Duration.ofSeconds(8);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 4;
    private static final int CONTACTS = 50;
    /** Room for an empty database, its write-ahead log, and some thousand events. */
    private static final int DISK_MEGABYTES = 256;

    @Test
    void frozenItHoldsUpNobodyLongerThanTheDeadline() throws Exception {
        try (var database = PostgresServer.create()) {
            outlives(database, database::freeze, database::wake);
        }
    }

    @Test
    void readOnlyItIsTakenUpAgainWithoutTheSessionsThatWereBornReadOnly() throws Exception {
        try (var database = PostgresServer.create()) {
            outlives(
                    database,
                    () -> {
                        database.execute("ALTER DATABASE inbox SET default_transaction_read_only = on");
                        database.endSessions();
                    },
                    // The sessions that are open by now stay read-only.
                    () -> database.execute("ALTER DATABASE inbox RESET default_transaction_read_only"));
        }
    }

    @Test
    void outOfConnectionsItIsWaitedFor() throws Exception {
        try (var database = PostgresServer.create()) {
            outlives(
                    database,
                    () -> {
                        database.execute("ALTER ROLE inbox CONNECTION LIMIT 0");
                        database.endSessions();
                    },
                    () -> database.execute("ALTER ROLE inbox CONNECTION LIMIT -1"));
        }
    }

    @Test
    void withItsDiskFullNothingThatWasAcknowledgedIsLost() throws Exception {
        try (var disk = SmallDisk.mount(DISK_MEGABYTES);
                var database = PostgresServer.createIn(disk.data())) {
            outlives(database, disk::fill, () -> {
                disk.empty();
                if (!database.isRunning()) {
                    // Without room for its own log PostgreSQL ends itself; starting it is its keeper's business.
                    database.stop();
                    database.start();
                }
            });
        }
    }

    private static void outlives(PostgresServer database, Runnable begin, Runnable end) throws Exception {
        try (var sink = RecordingSink.open();
                var program = program(database, sink).start();
                var senders = new Senders(program.client(), CONNECTIONS, Deliveries.factory(CONTACTS))) {
            await("events are taken").atMost(PATIENCE).until(() -> senders.acknowledged() > 100);
            begin.run();
            await("the provider is told to try again")
                    .pollDelay(FAULT)
                    .atMost(PATIENCE)
                    .until(() -> senders.refused() >= 4 * CONNECTIONS);
            assertUp(program);

            int before = senders.acknowledged();
            end.run();
            long ended = System.nanoTime();
            await("events are taken again").atMost(RECOVERY).until(() -> senders.acknowledged() > before + 100);
            LOG.infof("taken again after %d ms", (System.nanoTime() - ended) / 1_000_000);
            List<Answer> answers = senders.stop();
            LOG.infof(
                    "%d answered 2xx, %d 504, the slowest in %d ms",
                    senders.acknowledged(),
                    senders.refused(),
                    answers.stream().mapToLong(Answer::millis).max().orElse(0));
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

    @Test
    void migratedByANewerVersionItIsUsedAsEver() throws Exception {
        try (var database = PostgresServer.create();
                var program = InboxProcess.with(database.settings()).start()) {
            program.stop();
            database.executeInside("""
                    INSERT INTO flyway_schema_history
                    SELECT installed_rank + 1, '999', 'newer', 'SQL', 'V999__newer.sql', 1, installed_by, now(), 1, true
                      FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1""");
            program.start();
            var answer = program.client().post(Deliveries.message("+13035550142", "hello"));
            assertEquals(202, answer.statusCode(), () -> answer.body() + program.lastLines());
        }
    }

    /** What the backup lacks is gone, and its ids are given again: to events that no handler may take for handled. */
    @Test
    void afterAnOlderBackupEveryEventThatComesIsHandled() throws Exception {
        try (var database = PostgresServer.create();
                var sink = RecordingSink.open();
                var program = program(database, sink).start()) {
            Set<Long> kept = post(program);
            awaitForwarded(sink, 0, kept);
            database.stop();
            database.backUp();
            database.start();
            Set<Long> lost = post(program);
            awaitForwarded(sink, 0, lost);
            int before = sink.forwards().size();

            database.stop();
            database.restore();
            database.start();
            Set<Long> fresh = post(program);
            fresh.addAll(post(program));
            assertTrue(fresh.stream().anyMatch(lost::contains), "ids are given again");
            awaitForwarded(sink, before, fresh);

            Map<Long, String> stored = new HashMap<>();
            for (JsonNode item : program.client().history()) {
                stored.put(item.get("id").asLong(), item.get("deliveryId").asText());
            }
            kept.addAll(fresh);
            assertEquals(kept, stored.keySet());
            assertForwardedInOrder(sink.forwards(), before, stored);
            await("nothing is left to do")
                    .atMost(PATIENCE)
                    .until(
                            () -> program.client().ledgerOf(FORWARD),
                            line -> line.get("pending").asLong() == 0);
            JsonNode line = program.client().ledgerOf(FORWARD);
            Accounts.assertAddsUp(line);
            assertEquals(stored.size(), line.get("handled").asLong(), line::toString);
        }
    }

    /** The ids; each was posted until it was taken. */
    private static Set<Long> post(InboxProcess program) throws InterruptedException {
        var some = Deliveries.some(300, CONTACTS).iterator();
        try (var posts = new Balancer(List.of(program), CONNECTIONS, some)) {
            return new HashSet<>(posts.awaitAll());
        }
    }

    private static void awaitForwarded(RecordingSink sink, int from, Set<Long> events) {
        await("all of them are forwarded").atMost(PATIENCE).until(() -> {
            var all = sink.forwards();
            var seen = new HashSet<Long>();
            all.subList(from, all.size()).forEach(each -> seen.add(each.eventId()));
            return seen.containsAll(events);
        });
    }

    private static void assertForwardedInOrder(List<Forward> forwards, int from, Map<Long, String> stored)
            throws Exception {
        Map<String, Long> last = new HashMap<>();
        var seen = new HashSet<Long>();
        for (Forward each : new ArrayList<>(forwards.subList(from, forwards.size()))) {
            String delivery = InboxClient.parse(new String(each.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .get("id")
                    .asText();
            assertEquals(stored.get(each.eventId()), delivery, "forwarded as event " + each.eventId());
            String contact = each.header("inbox-contact");
            if (seen.add(each.eventId()) && contact != null) {
                Long before = last.put(contact, each.eventId());
                assertTrue(before == null || before < each.eventId(), () -> each.eventId() + " after " + before);
            }
        }
    }

    private static InboxProcess program(PostgresServer database, RecordingSink sink) {
        var settings = new HashMap<>(database.settings());
        settings.put("inbox.forwards." + FORWARD + ".url", sink.url());
        return InboxProcess.with(settings);
    }

    private static void assertUp(InboxProcess program) throws Exception {
        assertTrue(program.isAlive(), () -> "the program has ended" + program.lastLines());
        for (String health : List.of("/q/health/live", "/q/health/ready")) {
            var answer = program.client().get(health);
            assertEquals(200, answer.statusCode(), () -> health + ": " + answer.body());
        }
    }
}
