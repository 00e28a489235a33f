package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.simulator.DeliveryFactory;
import dev.textusinbox.simulator.SimulatedDelivery;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances on one database: one is killed, one is frozen and wakes, one joins and leaves. */
class InstancesIT {
    private static final Logger LOG = Logger.getLogger(InstancesIT.class);
    private static final String FORWARD = "orders";
    /** In all; by hand: {@code -Dblackbox.events=100000}. */
    private static final int EVENTS = Integer.getInteger("blackbox.events", 6_000);

    private static final int CONTACTS = 1_000;
    private static final int CONNECTIONS = 32;
    private static final Duration TAKEN_OVER = Duration.ofSeconds(30);
    /** Longer than a lease (10 s), and than the database lets a frozen transaction live (15 s), one after the other. */
    private static final Duration FROZEN = Duration.ofSeconds(26);

    private static final Duration CAUGHT_UP = Duration.ofSeconds(30 + EVENTS / 500);

    private final DeliveryFactory traffic = Deliveries.factory(CONTACTS);
    private final Set<Long> acknowledged = new HashSet<>();
    private PostgresServer database;
    private RecordingSink sink;
    private Arrivals arrivals;
    private LaneView lanes;
    private List<InboxProcess> instances = List.of();

    /** When an instance was lost, and what was stored by then. */
    private record Loss(long nanos, long head) {}

    @BeforeEach
    void setUp() throws Exception {
        database = PostgresServer.create();
        sink = RecordingSink.open();
        arrivals = Arrivals.at(sink);
        lanes = LaneView.of(database);
    }

    @AfterEach
    void tearDown() throws Exception {
        instances.parallelStream().forEach(InboxProcess::close);
        lanes.close();
        sink.close();
        database.close();
    }

    @Test
    void killingOneAndFreezingAnotherLosesNothingMisordersNothingAndDelaysLittle() throws Exception {
        start(3);
        InboxProcess killed = instances.get(0);
        InboxProcess frozen = instances.get(1);
        InboxProcess steady = instances.get(2);

        Loss kill;
        try (var posts = post(instances)) {
            awaitAcknowledged(posts, EVENTS / 8);
            killed.kill9();
            kill = new Loss(System.nanoTime(), lanes.head());
            posts.without(killed);
            acknowledged.addAll(posts.awaitAll());
        }
        awaitAllArrived();
        final int repeatsOfKill = arrivals.repeats();

        Loss freeze;
        try (var posts = post(List.of(frozen, steady))) {
            awaitAcknowledged(posts, EVENTS / 8);
            Signals.freeze(frozen);
            freeze = new Loss(System.nanoTime(), lanes.head());
            posts.without(frozen);
            acknowledged.addAll(posts.awaitAll());
        }
        awaitAllArrived();
        await("it has been frozen long enough")
                .atMost(FROZEN.plusSeconds(5))
                .until(() -> System.nanoTime() - freeze.nanos() > FROZEN.toNanos());
        try (var posts = post(List.of(steady))) {
            awaitAcknowledged(posts, EVENTS / 16);
            Signals.wake(frozen);
            acknowledged.addAll(posts.awaitAll());
        }
        awaitAllArrived();
        await("who woke takes part again")
                .atMost(TAKEN_OVER)
                .until(() -> lanes.shares(FORWARD), shares -> shares.equals(List.of(8, 8)));
        long begin = System.nanoTime();
        try (var posts = post(List.of(frozen, steady))) {
            acknowledged.addAll(posts.awaitAll());
        }
        awaitAllArrived();
        long rate = EVENTS / 4 * 1_000_000_000L / (System.nanoTime() - begin);

        var laneOfEvent = lanes.laneOfEvent();
        Duration afterKill = arrivals.allLanesFlow(kill.nanos(), kill.head(), laneOfEvent);
        Duration afterFreeze = arrivals.allLanesFlow(freeze.nanos(), freeze.head(), laneOfEvent);
        LOG.infof(
                "%d events; all lanes flow again %d ms after the kill and %d ms after the freeze; %d came again after the"
                        + " kill, %d later; %d/s stored and forwarded at the end",
                acknowledged.size(),
                afterKill.toMillis(),
                afterFreeze.toMillis(),
                repeatsOfKill,
                arrivals.repeats() - repeatsOfKill,
                rate);
        assertEquals(acknowledged.size(), arrivals.events(), "what was acknowledged, and nothing else, is forwarded");
        assertEquals(acknowledged, laneOfEvent.keySet(), "and it is what is stored");
        Accounts.assertInOrder(sink);
        assertTrue(afterKill.compareTo(TAKEN_OVER) < 0, "the killed one's lanes took " + afterKill);
        assertTrue(afterFreeze.compareTo(TAKEN_OVER) < 0, "the frozen one's lanes took " + afterFreeze);
    }

    @Test
    void anInstanceThatJoinsGetsHalfOfTheLanesAndGivesThemBackAndNothingComesTwice() throws Exception {
        start(1);
        InboxProcess first = instances.get(0);
        InboxProcess second = program();
        instances = List.of(first, second);
        awaitShares(16);
        try (var posts = new Balancer(List.of(first), 4, traffic)) {
            second.start();
            awaitShares(8, 8);
            awaitAcknowledged(posts, posts.acknowledged() + 1_000);
            assertEquals(0, second.stop(), "its exit code");
            awaitShares(16);
            awaitAcknowledged(posts, posts.acknowledged() + 1_000);
            acknowledged.addAll(posts.stop());
        }
        awaitAllArrived();
        assertEquals(0, arrivals.repeats(), "events that came twice");
        Accounts.assertInOrder(sink);
    }

    private void start(int count) {
        instances = IntStream.range(0, count).mapToObj(i -> program()).toList();
        instances.parallelStream().forEach(InboxProcess::start);
    }

    private InboxProcess program() {
        var settings = new HashMap<>(database.settings());
        settings.put("inbox.forwards." + FORWARD + ".url", sink.url());
        return InboxProcess.with(settings);
    }

    /** A quarter of all events. */
    private Balancer post(List<InboxProcess> to) {
        Iterator<SimulatedDelivery> some =
                Stream.generate(traffic::next).limit(EVENTS / 4).iterator();
        return new Balancer(to, CONNECTIONS, some);
    }

    private static void awaitAcknowledged(Balancer posts, int count) {
        await(count + " events are acknowledged")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> posts.acknowledged() >= count);
    }

    private void awaitAllArrived() {
        await("all that was acknowledged is forwarded")
                .atMost(CAUGHT_UP)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> arrivals.haveAll(acknowledged));
    }

    private void awaitShares(Integer... expected) {
        await("the lanes are dealt " + List.of(expected))
                .atMost(Duration.ofSeconds(10))
                .until(() -> lanes.shares(FORWARD), shares -> shares.equals(List.of(expected)));
    }
}
