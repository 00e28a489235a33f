package dev.textusinbox.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.BatchHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import dev.textusinbox.log.EventLog;
import dev.textusinbox.platform.database.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A handler that takes many events in a call, on the real database. */
@QuarkusTest
class BatchCallsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** One call at a time, so that what comes meanwhile comes together. */
    private static final RigSettings SETTINGS = new RigSettings(Duration.ofSeconds(10), 1, 2);

    @Inject
    AgroalDataSource database;

    @Inject
    EventLog log;

    @Inject
    Schema schema;

    private final String one = Rig.contact();
    private final String other = Rig.contact();
    private final List<List<Long>> calls = new CopyOnWriteArrayList<>();
    private Rig rig;
    private Instance instance;

    @BeforeEach
    void aRig() {
        schema.ready().join();
        rig = new Rig(database, log);
    }

    @AfterEach
    void gone() throws SQLException {
        rig.close();
    }

    @Test
    void whatWaitsComesTogetherUpToTheBatchSizeAndEachContactInOrder() throws Exception {
        join(rig.batches(5, (batch, delivery) -> noted(batch)));
        List<Long> events = stored(12);
        instance.start();
        awaitAll(events, "done");
        assertEquals(List.of(5, 5, 2), calls.stream().map(List::size).toList());
        List<Long> called = calls.stream().flatMap(List::stream).toList();
        assertEquals(events.size(), Set.copyOf(called).size(), "each once");
        for (int of = 0; of < 2; of++) {
            int parity = of;
            List<Long> contacts = events.stream()
                    .filter(id -> events.indexOf(id) % 2 == parity)
                    .toList();
            assertEquals(contacts, called.stream().filter(contacts::contains).toList(), "in order");
        }
    }

    @Test
    void aBatchThatFailsCountsForNoneAndEachComesAloneThen() throws Exception {
        var poisoned = new AtomicLong();
        join(rig.batches(10, (batch, delivery) -> {
            noted(batch);
            return batch.stream().anyMatch(event -> event.id() == poisoned.get())
                    ? Outcome.retry("one of them is refused")
                    : Outcome.done();
        }));
        List<Long> events = stored(6);
        long poison = events.get(2);
        poisoned.set(poison);
        instance.start();
        await().atMost(PATIENCE).until(() -> rig.state(poison), "dead"::equals);
        awaitAll(events.stream().filter(id -> id != poison).toList(), "done");
        assertEquals(events, calls.get(0).stream().sorted().toList(), "all together first");
        assertTrue(calls.stream().skip(1).allMatch(call -> call.size() == 1), calls::toString);
        assertEquals(2, rig.attempts(poison), "its own attempts, and not the batch's");
        assertEquals(2, timesAlone(poison));
        assertEquals(1, timesAlone(events.get(0)), "what went well alone");
        assertTrue(
                firstAlone(events.get(4)) > firstAlone(poison), "what stands behind it in its contact's order waits");
    }

    @Test
    void aBatchThatTakesTooLongFailsAsAWholeAndLetsTheCursorGoOnMeanwhile() throws Exception {
        var hung = new AtomicBoolean();
        join(
                rig.batches(10, (batch, delivery) -> {
                    noted(batch);
                    if (hung.compareAndSet(false, true)) {
                        new CountDownLatch(1).await();
                    }
                    return Outcome.done();
                }),
                new RigSettings(Duration.ofSeconds(4), 1, 2));
        List<Long> events = stored(4);
        instance.start();
        await("each has a row while its call takes long")
                .atMost(PATIENCE)
                .until(() -> events.stream().allMatch(id -> rig.state(id).equals("retrying")));
        awaitAll(events, "done");
        assertEquals(4, calls.get(0).size());
        assertTrue(calls.stream().skip(1).allMatch(call -> call.size() == 1), calls::toString);
        events.forEach(id -> assertEquals(1, timesAlone(id), "each once more"));
    }

    @Test
    void inAnOutageTheBatchWaitsInTheLogAndOneEventAsksWhetherItIsOver() throws Exception {
        var away = new AtomicBoolean(true);
        join(rig.batches(10, (batch, delivery) -> {
            noted(batch);
            return away.get() ? Outcome.unavailable("nobody is there") : Outcome.done();
        }));
        List<Long> events = stored(6);
        instance.start();
        await("it is asked").atMost(PATIENCE).until(() -> calls.size() > 3);
        events.forEach(id -> assertEquals("pending", rig.state(id)));
        assertEquals(6, calls.get(0).size());
        assertTrue(calls.stream().skip(1).allMatch(call -> call.size() == 1), calls::toString);
        calls.clear();
        away.set(false);
        awaitAll(events, "done");
        assertEquals(List.of(1, 5), calls.stream().map(List::size).toList());
        events.forEach(id -> assertEquals(-1, rig.attempts(id), "no row, no attempt"));
    }

    @Test
    void aLargeBodyComesAloneAndWhole() throws Exception {
        var bodies = new CopyOnWriteArrayList<Integer>();
        join(rig.batches(10, (batch, delivery) -> {
            batch.forEach(event -> bodies.add(event.body().length));
            return noted(batch);
        }));
        List<Long> events = new ArrayList<>(stored(2));
        events.add(rig.store(one, 2 * LogReader.INLINE_BODY_BYTES));
        events.addAll(stored(2));
        instance.start();
        awaitAll(events, "done");
        assertEquals(5, bodies.size());
        List<Long> large = List.of(events.get(2));
        assertTrue(calls.contains(large), calls::toString);
        List<Long> called = calls.stream().flatMap(List::stream).toList();
        assertTrue(called.indexOf(events.get(0)) < called.indexOf(events.get(2)), "in its contact's order");
        assertTrue(called.indexOf(events.get(3)) > called.indexOf(events.get(2)), "in its contact's order");
    }

    /** Known from now on, so that what is stored next is its own; it is called from its start on. */
    private void join(BatchHandler handler) {
        join(handler, SETTINGS);
    }

    private void join(BatchHandler handler, RigSettings settings) {
        instance = rig.join(handler, settings);
    }

    /** As many, of two contacts in turn. */
    private List<Long> stored(int number) throws Exception {
        List<Long> events = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            events.add(rig.store(i % 2 == 0 ? one : other));
        }
        return events;
    }

    private Outcome noted(List<Event> batch) {
        calls.add(batch.stream().map(Event::id).collect(Collectors.toList()));
        return Outcome.done();
    }

    private long timesAlone(long event) {
        return calls.stream().filter(List.of(event)::equals).count();
    }

    private int firstAlone(long event) {
        return calls.indexOf(List.of(event));
    }

    private void awaitAll(List<Long> events, String state) {
        for (long id : events) {
            await().atMost(PATIENCE).until(() -> rig.state(id), state::equals);
        }
    }
}
