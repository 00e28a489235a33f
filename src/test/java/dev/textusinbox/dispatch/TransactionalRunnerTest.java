package dev.textusinbox.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.TransactionalHandler;
import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventLog;
import dev.textusinbox.platform.database.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A transactional handler that fails in unusual ways, on the real database. */
@QuarkusTest
class TransactionalRunnerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final RigSettings SETTINGS = new RigSettings(Duration.ofSeconds(10), 1, 2);

    @Inject
    AgroalDataSource database;

    @Inject
    EventLog log;

    @Inject
    Schema schema;

    private final String bad = Rig.contact();
    private final String good = Rig.contact();
    private Rig rig;

    @BeforeEach
    void aRig() throws SQLException {
        schema.ready().join();
        rig = new Rig(database, log);
        rig.execute(EffectModel.TABLE);
    }

    @AfterEach
    void gone() throws SQLException {
        rig.close();
    }

    @ParameterizedTest
    @EnumSource
    void whateverAHandlerThrowsCountsAsAnAttemptOfItsEventAlone(Throws kind) throws Exception {
        start(rig.transactional((connection, events, delivery) -> {
            note(connection, events);
            if (events.stream().anyMatch(this::isBad)) {
                kind.doIt();
            }
        }));
        long poison = rig.store(bad);
        long other = rig.store(good);
        await().atMost(PATIENCE).until(() -> rig.state(poison), "dead"::equals);
        assertEquals(2, rig.attempts(poison));
        await().atMost(PATIENCE).until(() -> rig.state(other), "done"::equals);
        assertEquals(0, effects(poison));
        assertEquals(1, effects(other));
    }

    @Test
    void aHandlerThatThrowsWhenItIsAskedWhatItCanHandleDoesNotHoldUpTheOthers() throws Exception {
        TransactionalHandler plain = rig.transactional((connection, events, delivery) -> note(connection, events));
        start(new Asked(plain) {
            @Override
            public String cannotHandle(Event event) {
                if (isBad(event)) {
                    throw new StackOverflowError("told to");
                }
                return null;
            }
        });
        long poison = rig.store(bad);
        long other = rig.store(good);
        await().atMost(PATIENCE).until(() -> rig.state(poison), "dead"::equals);
        await().atMost(PATIENCE).until(() -> rig.state(other), "done"::equals);
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "rollback", "close"})
    void aHandlerCanNotEndTheTransactionItIsIn(String end) throws Exception {
        start(rig.transactional((connection, events, delivery) -> {
            note(connection, events);
            if (events.stream().anyMatch(this::isBad)) {
                Connection.class.getMethod(end).invoke(connection);
            }
        }));
        long poison = rig.store(bad);
        long other = rig.store(good);
        await().atMost(PATIENCE).until(() -> rig.state(poison), "dead"::equals);
        await().atMost(PATIENCE).until(() -> rig.state(other), "done"::equals);
        assertEquals(List.of(0, 1), List.of(effects(poison), effects(other)));
    }

    @Test
    void aHandlerThatEndsItsTransactionBySqlIsTriedNoMoreThanItMayBe() throws Exception {
        start(rig.transactional((connection, events, delivery) -> {
            if (events.stream().anyMatch(this::isBad)) {
                execute(connection, "ROLLBACK");
                throw new IllegalStateException("told to fail");
            }
        }));
        long poison = rig.store(bad);
        long other = rig.store(good);
        await().atMost(PATIENCE).until(() -> rig.state(poison), "dead"::equals);
        await().atMost(PATIENCE).until(() -> rig.state(other), "done"::equals);
    }

    @Test
    void aStatementThatHangsCostsItsOwnEventAnAttemptAndNoOtherOne() throws Exception {
        Instance instance = rig.join(
                rig.transactional((connection, events, delivery) -> {
                    for (Event event : events) {
                        note(connection, List.of(event));
                        if (isBad(event)) {
                            execute(connection, "SELECT pg_sleep(3600)");
                        }
                    }
                }),
                new RigSettings(Duration.ofMillis(300), 1, 2));
        long before = rig.store(good);
        long hangs = rig.store(bad);
        long after = rig.store(good);
        instance.start();
        await().atMost(PATIENCE).until(() -> rig.state(hangs), "dead"::equals);
        assertTrue(rig.lastError(hangs).contains("statement timeout"), rig.lastError(hangs));
        assertEquals(List.of("done", "done"), List.of(rig.state(before), rig.state(after)));
        assertEquals(1, effects(after));
    }

    @Test
    void aCallIsGivenNoMoreThanAFewMegabytes() throws Exception {
        List<Long> sizes = new CopyOnWriteArrayList<>();
        Instance instance = rig.join(
                rig.transactional((connection, events, delivery) -> sizes.add(
                        events.stream().mapToLong(event -> event.body().length).sum())),
                SETTINGS);
        int megabyte = 1_000_000;
        for (int i = 0; i < 13; i++) {
            rig.store(good, megabyte);
        }
        long last = rig.store(good);
        instance.start();
        await().atMost(PATIENCE).until(() -> rig.state(last), "done"::equals);
        assertTrue(sizes.stream().allMatch(size -> size < 6L * megabyte), "" + sizes);
        assertTrue(sizes.stream().mapToLong(size -> size).sum() > 13L * megabyte, "" + sizes);
    }

    @Test
    void aBodyThatTheDatabaseCannotGiveIsNoAttempt() throws Exception {
        var answers = new LostAnswers();
        answers.refuse(sql -> sql.startsWith("SELECT body FROM event"), "XX001");
        start(answers, rig.transactional((connection, events, delivery) -> note(connection, events)));
        long large = rig.store(bad, 20_000);
        long other = rig.store(good);
        await().atMost(PATIENCE).until(() -> rig.state(large), "retrying"::equals);
        await().atMost(PATIENCE).until(() -> rig.state(other), "done"::equals);
        await().atMost(PATIENCE).until(() -> rig.lastError(large), "its body can't be read (SQLSTATE XX001)"::equals);
        assertEquals(0, rig.attempts(large));
        answers.refuse(sql -> false, null);
        await().atMost(PATIENCE).until(() -> rig.state(large), "done"::equals);
        assertEquals(1, effects(large));
    }

    /** The commit is made, but nobody hears of it before the same events have been handled once more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasCommittedUnheardOfTakesEffectOnce(boolean redelivered) throws Exception {
        var answers = new LostAnswers();
        var calls = new AtomicInteger();
        start(answers, rig.transactional((connection, events, delivery) -> {
            if (events.stream().noneMatch(this::isBad)) {
                return;
            }
            if (redelivered && delivery.attempt() == 1) {
                throw new IllegalStateException("told to fail");
            }
            note(connection, events);
            if (calls.incrementAndGet() == 1) {
                answers.loseCommit();
            } else if (answers.hasLostCommit()) {
                answers.commitAtLast();
            }
        }));
        long event = rig.store(bad);
        await().atMost(PATIENCE).until(() -> calls.get() >= 2);
        long next = rig.store(good);
        await().atMost(PATIENCE).until(() -> rig.state(next), "done"::equals);
        assertEquals("done", rig.state(event));
        assertEquals(1, effects(event));
    }

    private boolean isBad(Event event) {
        return bad.equals(event.contact());
    }

    private void start(TransactionalHandler handler) {
        rig.join(handler, SETTINGS).start();
    }

    private void start(LostAnswers answers, TransactionalHandler handler) {
        rig.join(answers.on(database), handler, SETTINGS, new Membership(Rig.LEASE))
                .start();
    }

    private void note(Connection connection, List<Event> events) throws SQLException {
        String sql = "INSERT INTO model_effect (handler, contact, event_id) VALUES (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Event event : events) {
                insert.setString(1, rig.handler);
                insert.setString(2, event.contact());
                insert.setLong(3, event.id());
                insert.executeUpdate();
            }
        }
    }

    private int effects(long event) {
        return Integer.parseInt(rig.text(
                "SELECT count(*) FROM model_effect WHERE handler = '" + rig.handler + "' AND event_id = " + event));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A handler as another one is, for a test to change. */
    private abstract static class Asked implements TransactionalHandler {
        private final TransactionalHandler plain;

        Asked(TransactionalHandler plain) {
            this.plain = plain;
        }

        @Override
        public String name() {
            return plain.name();
        }

        @Override
        public Set<String> types() {
            return plain.types();
        }

        @Override
        public void handle(Connection connection, List<Event> events, Delivery delivery) throws Exception {
            plain.handle(connection, events, delivery);
        }
    }
}
