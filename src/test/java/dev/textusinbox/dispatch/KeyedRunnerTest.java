package dev.textusinbox.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.EventLog;
import dev.textusinbox.platform.database.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bean that fails or hangs in unusual ways, on the real database. */
@QuarkusTest
class KeyedRunnerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final RigSettings SETTINGS = new RigSettings(Duration.ofSeconds(10), 4, 2);
    /** As long as nobody waits in a test. */
    private static final RigSettings PATIENT = new RigSettings(Duration.ofMinutes(10), 4, 2);

    @Inject
    AgroalDataSource database;

    @Inject
    EventLog log;

    @Inject
    Schema schema;

    private final Faults faults = new Faults();
    private final String bad = Rig.contact();
    private final String good = Rig.contact();
    private final CountDownLatch release = new CountDownLatch(1);
    private Rig rig;

    @BeforeEach
    void aRig() {
        schema.ready().join();
        rig = new Rig(database, log);
    }

    @AfterEach
    void gone() throws SQLException {
        release.countDown();
        rig.close();
    }

    @ParameterizedTest
    @EnumSource
    void whateverAHandlerThrowsIsAnAttemptOfItsEvent(Throws kind) throws Exception {
        rig.join(
                        rig.bean((event, delivery) -> {
                            if (bad.equals(event.contact())) {
                                kind.doIt();
                            }
                            return Outcome.done();
                        }),
                        SETTINGS)
                .start();
        long poison = rig.store(bad);
        long other = rig.store(good);
        await().atMost(PATIENCE).until(() -> rig.state(poison), "dead"::equals);
        assertEquals(2, rig.attempts(poison));
        await().atMost(PATIENCE).until(() -> rig.state(other), "done"::equals);
    }

    @Test
    void callsThatNeverReturnAreShownAsStuckUntilTheyDo() throws Exception {
        var settings = new RigSettings(Duration.ofMillis(50), 2, 1);
        rig.join(rig.bean((event, delivery) -> hang()), settings).start();
        for (int i = 0; i < 4; i++) {
            rig.store(Rig.contact());
        }
        String stuck = "SELECT reason FROM handler_condition WHERE state = 'stuck' AND handler = '" + rig.handler + "'";
        await().atMost(PATIENCE).until(() -> rig.text(stuck) != null);
        assertEquals("4 calls never returned, though they were interrupted, and hold all places", rig.text(stuck));
        long waits = rig.store(good);
        release.countDown();
        await().atMost(PATIENCE).until(() -> rig.text(stuck) == null);
        await().atMost(PATIENCE).until(() -> rig.state(waits), "done"::equals);
    }

    @Test
    void onlyDefiniteAnswersCountAgainstMaxRejections() throws Exception {
        var outcomes = List.of(
                Outcome.retry("no"),
                Outcome.transientFailure("busy"),
                Outcome.transientFailure("busy"),
                Outcome.transientFailure("busy"),
                Outcome.retry("no"));
        var calls = new AtomicInteger();
        rig.join(
                        rig.bean((event, delivery) -> outcomes.get(calls.getAndIncrement())),
                        new RigSettings(Duration.ofSeconds(10), 4, 2, Duration.ofDays(1)))
                .start();
        long event = rig.store(bad);
        await().until(() -> rig.state(event), "dead"::equals);
        assertEquals(5, calls.get());
        assertEquals(5, rig.attempts(event));
    }

    @Test
    void aFailureInPassingIsTriedAgainForItsTimeAndNoLonger() throws Exception {
        rig.join(
                        rig.bean((event, delivery) -> Outcome.transientFailure("busy")),
                        new RigSettings(Duration.ofSeconds(10), 4, 2, Duration.ofMillis(300)))
                .start();
        long event = rig.store(bad);
        await().until(() -> rig.state(event), "dead"::equals);
        assertTrue(rig.attempts(event) > 2, "more than rejections would be");
        assertEquals(
                "t",
                rig.text("SELECT settled_at - failing_since >= interval '300 ms' FROM redelivery WHERE event_id = "
                        + event + " AND handler = '" + rig.handler + "'"));
    }

    @Test
    void aCallThatHasNoOutcomeInTimeHasFailedInPassing() throws Exception {
        var calls = new AtomicInteger();
        rig.join(
                        rig.bean((event, delivery) -> {
                            if (calls.incrementAndGet() < 4) {
                                new CountDownLatch(1).await();
                            }
                            return Outcome.done();
                        }),
                        new RigSettings(Duration.ofMillis(50), 4, 2, Duration.ofDays(1)))
                .start();
        long event = rig.store(bad);
        await().until(() -> rig.state(event), "done"::equals);
        assertEquals(4, calls.get());
    }

    @Test
    void failuresOfThreeContactsInARowAreAnOutageThatIsShownAndBurnsNoMoreAttempts() throws Exception {
        var away = new AtomicBoolean(true);
        var atOnce = new AtomicInteger();
        rig.join(
                        rig.bean(
                                (event, delivery) -> {
                                    if (!away.get()) {
                                        return Outcome.done();
                                    }
                                    atOnce.incrementAndGet();
                                    return Outcome.transientFailure("busy");
                                },
                                true),
                        new RigSettings(Duration.ofSeconds(10), 4, 2, Duration.ofMillis(1)))
                .start();
        List<Long> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(rig.store(Rig.contact()));
        }
        String waiting =
                "SELECT reason FROM handler_condition WHERE state = 'waiting' AND handler = '" + rig.handler + "'";
        await().until(() -> "busy".equals(rig.text(waiting)));
        int calls = atOnce.get();
        await().until(() -> atOnce.get() > calls + 5);
        long counted = 0;
        for (long event : events) {
            counted += Math.max(0, rig.attempts(event));
        }
        assertTrue(counted <= 6, counted + " attempts counted: two contacts' before it is known, with four at once");
        away.set(false);
        await().until(() -> rig.text(waiting) == null);
        for (long event : events) {
            await().until(() -> rig.state(event), state -> state.equals("done") || state.equals("dead"));
        }
    }

    @Test
    void outsideItsWindowAHandlerIsNotCalledAndThatIsShown() throws Exception {
        LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        var calls = new AtomicInteger();
        rig.join(
                        rig.bean((event, delivery) -> {
                            calls.incrementAndGet();
                            return Outcome.done();
                        }),
                        SETTINGS.within(now.plusHours(2) + "-" + now.plusHours(3) + " UTC"))
                .start();
        long event = rig.store(good);
        String outside = "SELECT reason FROM handler_condition WHERE state = 'outside-window' AND handler = '"
                + rig.handler + "'";
        await().until(() -> rig.text(outside) != null);
        assertEquals("pending", rig.state(event));
        assertEquals(0, calls.get());
    }

    @Test
    void withinItsWindowAHandlerIsCalled() throws Exception {
        LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        rig.join(
                        rig.bean((event, delivery) -> Outcome.done()),
                        SETTINGS.within(now.minusHours(2) + "-" + now.plusHours(2) + " UTC"))
                .start();
        long event = rig.store(good);
        await().until(() -> rig.state(event), "done"::equals);
    }

    @Test
    void aFailureOfOneContactAloneIsNoOutage() throws Exception {
        rig.join(
                        rig.bean(
                                (event, delivery) ->
                                        bad.equals(event.contact()) ? Outcome.transientFailure("busy") : Outcome.done(),
                                true),
                        new RigSettings(Duration.ofSeconds(10), 4, 3))
                .start();
        long failing = rig.store(bad);
        await().until(() -> rig.state(failing), "dead"::equals);
        assertEquals(3, rig.attempts(failing));
        long other = rig.store(good);
        await().until(() -> rig.state(other), "done"::equals);
    }

    @Test
    void aCallThatSaysAtItsLimitThatItsReceiverIsAwayIsNoAttempt() throws Exception {
        var away = new AtomicBoolean(true);
        var calls = new AtomicInteger();
        rig.join(
                        rig.bean(
                                (event, delivery) -> {
                                    if (away.get()) {
                                        calls.incrementAndGet();
                                        try {
                                            new CountDownLatch(1).await();
                                        } catch (InterruptedException e) {
                                            return Outcome.unavailable("no answer");
                                        }
                                    }
                                    return Outcome.done();
                                },
                                true),
                        new RigSettings(Duration.ofMillis(50), 4, 1))
                .start();
        long event = rig.store(good);
        await().until(() -> calls.get() > 2);
        assertEquals(-1, rig.attempts(event), "one that was counted would be dead");
        assertEquals("pending", rig.state(event));
        away.set(false);
        await().until(() -> rig.state(event), "done"::equals);
    }

    /** As a handler that catches its interrupt and goes on. */
    private Outcome hang() {
        while (true) {
            try {
                release.await();
                return Outcome.done();
            } catch (InterruptedException e) {
                assertFalse(Thread.currentThread().isInterrupted());
            }
        }
    }

    @Test
    void theRetryOfACallThatIsLateInEndingWaitsForItsEnd() throws Exception {
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        var interrupted = new CountDownLatch(1);
        rig.join(
                        rig.bean((event, delivery) -> {
                            if (good.equals(event.contact())) {
                                return Outcome.done();
                            }
                            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                            try {
                                if (delivery.attempt() == 1) {
                                    new CountDownLatch(1).await();
                                }
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                hang();
                            } finally {
                                atOnce.decrementAndGet();
                            }
                            return Outcome.done();
                        }),
                        new RigSettings(Duration.ofSeconds(3), 4, 2))
                .start();
        long late = rig.store(bad);
        interrupted.await();
        // Another one comes through while its retry would long be due.
        for (int i = 0; i < 5; i++) {
            long other = rig.store(good);
            await().atMost(PATIENCE).until(() -> rig.state(other), "done"::equals);
        }
        release.countDown();
        await().atMost(PATIENCE).until(() -> rig.state(late), "done"::equals);
        assertEquals(1, most.get(), "calls at once for one contact");
    }

    @Test
    void aCleanStopGivesBackAtOnceWhatIsInHandAndCountsNoAttempt() throws Exception {
        long event = stopAfterSlow(instance -> assertTrue(instance.stop(2_000), "a call that ends when interrupted"));
        assertEquals("0", rig.text("SELECT count(*) FROM attempt WHERE outcome <> 'done' AND event_id = " + event));
    }

    @Test
    void theEventInHandOfADeadInstanceIsTakenUpWhenItsLeaseEnds() throws Exception {
        long unused = stopAfterSlow(instance -> faults.kill());
        faults.bury();
    }

    private interface End {
        void of(Instance instance);
    }

    /** One that is in the middle of a slow call ends; the next has the event long before the call's time limit. */
    private long stopAfterSlow(End end) throws Exception {
        var first = new AtomicBoolean(true);
        var handler = rig.bean((event, delivery) -> {
            if (first.getAndSet(false)) {
                new CountDownLatch(1).await();
            }
            assertEquals(1, delivery.attempt());
            return Outcome.done();
        });
        Instance instance = rig.join(faults.on(database), handler, PATIENT, new Membership(Rig.LEASE));
        instance.start();
        long event = rig.store(bad);
        await("it has a row of its own").atMost(PATIENCE).until(() -> rig.state(event), "retrying"::equals);
        end.of(instance);
        rig.join(handler, PATIENT).start();
        await().atMost(PATIENCE).until(() -> rig.state(event), "done"::equals);
        return event;
    }

    @Test
    void aCallUnderWayIsInterruptedWhenTheLeaseIsOverAndIsNoAttempt() throws Exception {
        var interrupted = new CountDownLatch(1);
        var attempts = new CopyOnWriteArrayList<Integer>();
        var handler = rig.bean((event, delivery) -> {
            attempts.add(delivery.attempt());
            if (attempts.size() == 1) {
                try {
                    new CountDownLatch(1).await();
                } finally {
                    interrupted.countDown();
                }
            }
            return Outcome.done();
        });
        rig.join(faults.on(database), handler, PATIENT, new Membership(Rig.LEASE))
                .start();
        long event = rig.store(bad);
        await().atMost(PATIENCE).until(() -> attempts.size() == 1);
        faults.freeze();
        interrupted.await();
        faults.thaw();
        await().atMost(PATIENCE).until(() -> rig.state(event), "done"::equals);
        assertEquals(List.of(1, 1), attempts);
    }

    @Test
    void anInstanceThatLivesHasNotCrashedWhenItLosesItsLease() throws Exception {
        var handler = rig.bean((event, delivery) -> Outcome.done());
        var membership = new Membership(Rig.LEASE);
        Instance cutOff = rig.join(faults.on(database), handler, SETTINGS, membership);
        cutOff.start();
        rig.join(handler, SETTINGS).start();
        String crashes = "SELECT sum(crashes) FROM lane_cursor WHERE handler = '" + rig.handler + "'";
        for (int partition = 0; partition < 2; partition++) {
            await().atMost(PATIENCE).until(() -> lanesOf(membership.id()) == 8);
            String before = membership.id();
            rig.store(bad);
            faults.freeze();
            await("the other has taken over").atMost(PATIENCE).until(() -> lanesOf(before) == 0);
            assertEquals("8", rig.text(crashes), "until it is seen to live");
            faults.thaw();
            await().atMost(PATIENCE).until(() -> rig.text(crashes), "0"::equals);
        }
    }

    @Test
    void aLaneThatWasTakenUnheardOfIsGivenToTheInstanceThatItBelongsTo() throws Exception {
        var handler = rig.bean((event, delivery) -> Outcome.done());
        var answers = new LostAnswers();
        var membership = new Membership(Rig.LEASE);
        answers.loseAnswerToCommit();
        Instance first = rig.join(answers.on(database), handler, SETTINGS, membership);
        first.start();
        await("it has taken all lanes").atMost(PATIENCE).until(() -> lanesOf(membership.id()) == 16);
        assertTrue(answers.hasLostAnswer());
        // While the first one rests after the error; then half of what it does not know to be its own is another's.
        var other = new Membership(Rig.LEASE);
        rig.join(database, handler, SETTINGS, other).start();
        await().atMost(PATIENCE).until(() -> lanesOf(other.id()) == 8 && lanesOf(membership.id()) == 8);
    }

    private int lanesOf(String instance) {
        return Integer.parseInt(rig.text("SELECT count(*) FROM lane_cursor WHERE handler = '" + rig.handler
                + "' AND owner = '" + instance + "'"));
    }

    @Test
    void whatWaitsForConnectionsDoesNotCostTheLease() throws Exception {
        var pool = new LostAnswers();
        var membership = new Membership(Rig.LEASE);
        Instance instance =
                rig.join(pool.on(database), rig.bean((event, delivery) -> Outcome.done()), SETTINGS, membership);
        instance.start();
        String before = membership.id();
        pool.exhaust();
        long renewals = membership.renewals();
        await().atMost(PATIENCE).until(() -> membership.renewals() > renewals + 20);
        assertEquals(before, membership.id());
    }

    @Test
    void aSweepThatOutlivesTheStopGivesItsConnectionBack() throws Exception {
        var pool = new LostAnswers();
        var membership = new Membership(Rig.LEASE);
        var handler = rig.bean((event, delivery) -> Outcome.done());
        Instance instance = rig.join(faults.on(pool.on(database)), handler, SETTINGS, membership);
        instance.start();
        faults.freeze();
        await("a sweep is under way").atMost(PATIENCE).until(() -> !membership.isValid());
        boolean unused = instance.stop(100);
        faults.thaw();
        await().atMost(PATIENCE).until(pool::open, Integer.valueOf(0)::equals);
    }

    @Test
    void aBodyThatTheDatabaseCannotGiveIsNoAttempt() throws Exception {
        var answers = new LostAnswers();
        answers.refuse(sql -> sql.startsWith("SELECT body FROM event"), "XX001");
        List<Integer> attempts = new ArrayList<>();
        var handler = rig.bean((event, delivery) -> {
            synchronized (attempts) {
                attempts.add(delivery.attempt());
            }
            return Outcome.done();
        });
        rig.join(answers.on(database), handler, SETTINGS, new Membership(Rig.LEASE))
                .start();
        long large = rig.store(bad, 20_000);
        long other = rig.store(good);
        await().atMost(PATIENCE).until(() -> rig.lastError(large), "its body can't be read (SQLSTATE XX001)"::equals);
        await().atMost(PATIENCE).until(() -> rig.state(other), "done"::equals);
        assertEquals(0, rig.attempts(large));
        answers.refuse(sql -> false, null);
        await().atMost(PATIENCE).until(() -> rig.state(large), "done"::equals);
        assertEquals(List.of(1, 1), attempts);
    }

    /** Of both instances together, and none is idle while the other has more than its share. */
    @Test
    void aRateHoldsOverAllInstances() throws Exception {
        List<Long> calls = new CopyOnWriteArrayList<>();
        var handler = rig.bean((event, delivery) -> {
            calls.add(System.nanoTime());
            return Outcome.done();
        });
        List<Instance> both = List.of(rig.join(handler, SETTINGS.at(100)), rig.join(handler, SETTINGS.at(100)));
        for (int i = 0; i < 200; i++) {
            rig.store(Rig.contact());
        }
        both.forEach(Instance::start);
        String held =
                "SELECT reason FROM handler_condition WHERE state = 'running' AND handler = '" + rig.handler + "'";
        await().atMost(PATIENCE).until(() -> rig.text(held), "events wait for its rate of 100 calls a second"::equals);
        await().atMost(PATIENCE).until(() -> calls.size() == 200);
        // The first may be a quarter of a second late, the others are not early.
        long took = calls.stream().max(Long::compare).orElseThrow() - calls.get(0);
        assertTrue(took >= 1_700_000_000L, "200 calls took " + took / 1_000_000 + " ms");
        await().atMost(PATIENCE).until(() -> rig.text(held) == null);
    }
}
