package dev.textusinbox.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.log.AppendResult.Duplicate;
import dev.textusinbox.log.AppendResult.Quarantined;
import dev.textusinbox.log.AppendResult.RefusalReason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.log.AppendResult.Stored;
import dev.textusinbox.platform.request.Instants;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log against the real database. Each test has a source of its own. */
@QuarkusTest
class EventLogTest {
    private static final AtomicInteger SOURCES = new AtomicInteger();

    @Inject
    EventLog log;

    @Inject
    AgroalDataSource database;

    private final String source = "log-test-" + SOURCES.incrementAndGet();

    @Test
    void aRepeatIsFoundByItsDeliveryIdAndByItsEntity() throws Exception {
        long id = stored(append(message("d1", "m1", "Hi")));
        assertEquals(new Duplicate(id, false), append(message("d1", "m1", "Hi")));
        assertEquals(
                new Duplicate(id, false), append(message("d2", "m1", "Hi")), "another delivery of the same message");
        assertEquals(2, count("SELECT count(*) FROM duplicate WHERE event_id = ?", id));
    }

    @Test
    void whatMayHappenAgainIsARepeatOnlyAtTheSameInstant() throws Exception {
        long id = stored(append(optOut("d1", "2026-03-01T10:21:07.412Z")));
        assertEquals(new Duplicate(id, false), append(optOut("d2", "2026-03-01T05:21:07.412000-05:00")));
        stored(append(optOut("d3", "2026-03-01T10:21:07.413Z")));
    }

    @Test
    void theSameEventTwiceInOneBatchIsStoredOnce() throws Exception {
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(appending(message("d" + i % 2, "m" + i % 2, "Hi")));
        }
        Set<Long> ids = new HashSet<>();
        int stored = 0;
        for (CompletableFuture<AppendResult> answer : answers) {
            AppendResult result = answer.get(10, TimeUnit.SECONDS);
            stored += result instanceof Stored ? 1 : 0;
            ids.add(result instanceof Stored s ? s.eventId() : ((Duplicate) result).eventId());
        }
        assertEquals(2, stored);
        assertEquals(2, ids.size());
    }

    @Test
    void aStoredDeliveryIdWithAnotherBodyIsAConflictAndKept() throws Exception {
        long id = stored(append(message("d1", "m1", "Hi")));
        byte[] other = message("d1", "m1", "Hello");
        assertEquals(new Duplicate(id, true), append(other));
        assertEquals(new Duplicate(id, true), append(other), "again");
        assertEquals(1, count("SELECT count(*) FROM quarantine WHERE event_id = ? AND reason = 'conflict'", id));
        assertArrayEquals(other, bytes("SELECT body FROM quarantine WHERE event_id = ?", id));
    }

    @Test
    void aStoredEntityWithOtherContentIsAConflictButItsEnvelopeMayDiffer() throws Exception {
        long id = stored(append(message("d1", "m1", "Hi")));
        assertEquals(new Duplicate(id, true), append(message("d2", "m1", "Hello")));
        byte[] later = new String(message("d3", "m1", "Hi"), UTF_8)
                .replace("10:15:30", "11:00:00")
                .getBytes(UTF_8);
        assertEquals(new Duplicate(id, false), append(later));
    }

    @Test
    void aBodyThatIsNoEventIsKeptOnceAsLongAsItIsOpen() throws Exception {
        byte[] body = "not json".getBytes(UTF_8);
        Quarantined first = assertInstanceOf(Quarantined.class, append(body));
        assertEquals(first, append(body));
        assertArrayEquals(body, bytes("SELECT body FROM quarantine WHERE id = ?", first.quarantineId()));
    }

    @Test
    void bytesThatTheDatabasesTextAndJsonRefuseAreStoredAsTheyAre() throws Exception {
        byte[] body = "{\"id\":\"d\\u0000\",\"action\":\"x\",\"a\":\"\\ud800 \\u0000 🐶\"}   ".getBytes(UTF_8);
        assertArrayEquals(body, bytes("SELECT body FROM event WHERE id = ?", stored(append(body))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void theZeroTimeAndNeverOfOtherLanguagesAreKept(String time) throws Exception {
        byte[] body = new String(message("d1", "m1", "Hi"), UTF_8)
                .replace("2026-03-01T10:15:30.156Z", time)
                .getBytes(UTF_8);
        long id = stored(append(body));
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT occurred_at FROM event WHERE id = " + id);
                ResultSet row = select.executeQuery()) {
            row.next();
            assertEquals(Instant.parse(time), Instants.of(row, "occurred_at"));
        }
    }

    @Test
    void aLongIdIsAnIdentityLikeAnyOther() throws Exception {
        String id = "x".repeat(8_000);
        long first = stored(append(message(id, id, "Hi")));
        assertEquals(new Duplicate(first, false), append(message("d2", id, "Hi")), "by the message");
        assertEquals(
                new Duplicate(first, true), append(message(id, "m2", "Hello")), "by the delivery, with another body");
        stored(append(message(id + "x", id + "x", "Hi")));
    }

    @Test
    void aRepeatWhoseNumbersNoTreeHoldsIsComparedAllTheSame() throws Exception {
        byte[] body = withNumber("d1", "1e99999999999");
        long id = stored(append(body));
        assertEquals(new Duplicate(id, false), append(withNumber("d2", "1e99999999999")));
        assertEquals(new Duplicate(id, true), append(withNumber("d3", "1e99999999998")));
    }

    @Test
    void manyThatCantBeReadAreKeptEachAndCountedOnce() throws Exception {
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(appending(("not json " + i % 200).getBytes(UTF_8)));
        }
        Set<Long> ids = new HashSet<>();
        for (CompletableFuture<AppendResult> answer : answers) {
            ids.add(assertInstanceOf(Quarantined.class, answer.get(10, TimeUnit.SECONDS))
                    .quarantineId());
        }
        assertEquals(200, ids.size());
        assertEquals("300 received, 0 stored, 100 duplicates, 200 quarantined", ledger());
    }

    private static byte[] withNumber(String delivery, String number) {
        return ("{\"id\":\"" + delivery + "\",\"action\":\"message.received\",\"message\":{\"id\":\"odd\",\"n\":"
                        + number + "}}")
                .getBytes(UTF_8);
    }

    @Test
    void whatSourcesSentAddsUp() throws Exception {
        append(message("d1", "m1", "Hi"));
        append(message("d1", "m1", "Hi"));
        append(message("d1", "m1", "Hello"));
        append("[]".getBytes(UTF_8));
        append("[]".getBytes(UTF_8));
        append(message("d2", "m2", "Hi"));
        assertEquals("6 received, 2 stored, 3 duplicates, 1 quarantined", ledger());
    }

    @Test
    void whatIsTooLateIsRefusedAndNotStored() throws Exception {
        CompletableFuture<AppendResult> answer = new CompletableFuture<>();
        log.append(received(message("d1", "m1", "Hi")), System.nanoTime() - 1, answer::complete);
        assertEquals(new Refused(RefusalReason.DEADLINE), answer.get(10, TimeUnit.SECONDS));
        assertEquals(0, count("SELECT count(*) FROM event WHERE source = '" + source + "' AND id > ?", 0));
    }

    /** Identity: any order and any repeats of a set of deliveries store the same set of events. */
    @Test
    void anyOrderAndAnyRepeatsStoreTheSameSet() throws Exception {
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            List<byte[]> deliveries = new ArrayList<>();
            int distinct = 60;
            for (int i = 0; i < distinct; i++) {
                String message = seed + "-" + i;
                deliveries.add(message("a" + message, message, "Hi " + i));
                for (int repeats = random.nextInt(3); repeats > 0; repeats--) {
                    deliveries.add(message((random.nextBoolean() ? "a" : "b" + repeats) + message, message, "Hi " + i));
                }
            }
            Collections.shuffle(deliveries, random);
            long before = count("SELECT count(*) FROM event WHERE source = '" + source + "' AND id > ?", 0);
            inParallel(deliveries);
            long after = count("SELECT count(*) FROM event WHERE source = '" + source + "' AND id > ?", 0);
            assertEquals(distinct, after - before, "seed " + seed);
        }
    }

    /** The law that cursors stand on: who has seen an id never sees a smaller one appear. */
    @Test
    void idsBecomeVisibleInTheirOrder() throws Exception {
        Future<Boolean> watch;
        try (Connection connection = database.getConnection()) {
            ExecutorService watcher = Executors.newSingleThreadExecutor();
            AtomicInteger running = new AtomicInteger(1);
            watch = watcher.submit(() -> everyIdIsAboveTheLast(connection, running));
            List<byte[]> deliveries = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                deliveries.add(message("v" + i, "v" + i, "Hi"));
            }
            inParallel(deliveries);
            running.set(0);
            assertTrue(watch.get(20, TimeUnit.SECONDS));
            watcher.shutdown();
        }
    }

    private static boolean everyIdIsAboveTheLast(Connection connection, AtomicInteger running) throws SQLException {
        Set<Long> seen = new HashSet<>();
        long last = 0;
        try (PreparedStatement all = connection.prepareStatement("SELECT id FROM event WHERE id > ? ORDER BY id")) {
            boolean more = true;
            while (more) {
                more = running.get() == 1;
                // All ids each time: one that appears below what was seen shows as new.
                all.setLong(1, 0);
                long highest = last;
                try (ResultSet row = all.executeQuery()) {
                    while (row.next()) {
                        long id = row.getLong(1);
                        if (seen.add(id)) {
                            assertTrue(id > last, "event " + id + " appeared after " + last + " had been seen");
                        }
                        highest = Math.max(highest, id);
                    }
                }
                last = highest;
            }
        }
        return true;
    }

    private void inParallel(List<byte[]> deliveries) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(16);
        List<Future<AppendResult>> answers = new ArrayList<>();
        for (byte[] delivery : deliveries) {
            answers.add(writers.submit(() -> append(delivery)));
        }
        for (Future<AppendResult> answer : answers) {
            assertFalse(answer.get(30, TimeUnit.SECONDS) instanceof Refused);
        }
        writers.shutdown();
    }

    private AppendResult append(byte[] body) throws Exception {
        return appending(body).get(10, TimeUnit.SECONDS);
    }

    private CompletableFuture<AppendResult> appending(byte[] body) {
        CompletableFuture<AppendResult> answer = new CompletableFuture<>();
        log.append(received(body), System.nanoTime() + TimeUnit.SECONDS.toNanos(10), answer::complete);
        return answer;
    }

    private Received received(byte[] body) {
        return new Received(source, body, "application/json", null, null);
    }

    private static long stored(AppendResult result) {
        return assertInstanceOf(Stored.class, result).eventId();
    }

    private byte[] message(String delivery, String message, String text) {
        return ("{\"id\":\"" + delivery
                        + "\",\"timestamp\":\"2026-03-01T10:15:30.156Z\",\"action\":\"message.received\","
                        + "\"message\":{\"id\":\"/messages/" + message + "\",\"body\":\"" + text + "\"}}")
                .getBytes(UTF_8);
    }

    private byte[] optOut(String delivery, String timestamp) {
        return ("{\"id\":\"" + delivery + "\",\"timestamp\":\"" + timestamp + "\",\"action\":\"contact.opted_out\","
                        + "\"optOut\":{\"id\":\"/opt_outs/1\",\"phoneNumber\":\"+13035550142\"}}")
                .getBytes(UTF_8);
    }

    private String ledger() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT received || ' received, ' || stored || ' stored, ' || duplicates || ' duplicates, '"
                                + " || quarantined || ' quarantined' FROM source_now WHERE name = ?")) {
            select.setString(1, source);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private long count(String sql, long parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private byte[] bytes(String sql, long parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }
}
