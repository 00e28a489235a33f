package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.dispatch.Settlement.Dead;
import dev.textusinbox.dispatch.Settlement.GivenBack;
import dev.textusinbox.dispatch.Settlement.Handled;
import dev.textusinbox.dispatch.Settlement.Retry;
import dev.textusinbox.log.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The window against a model of the log and of the redelivery table: in any interleaving of reading, calling, failing,
 * flushing and losing lanes, each key's events are called in order, one at a time, and each ends settled once.
 */
class WindowLawTest {
    private static final int LANES = 3;
    private static final int KEYS = 7;
    private static final int EVENTS = 120;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 300; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyKeyKeepsItsOrderAndEveryEventIsSettled(long seed) {
        new Run(seed).untilAllIsSettled();
    }

    /** A row of the modelled redelivery table. */
    private static final class Row {
        final long id;
        final Event event;
        int attempts;

        Row(long id, Event event, int attempts) {
            this.id = id;
            this.event = event;
            this.attempts = attempts;
        }
    }

    private static final class Run {
        final Random random;
        final List<Event> log = new ArrayList<>();
        final TreeMap<Long, Row> table = new TreeMap<>();
        final Map<Integer, Long> cursors = new HashMap<>();
        /** By call: one event, or some that go together. */
        final List<List<WindowEntry>> running = new ArrayList<>();

        final Map<String, Long> lastSettled = new HashMap<>();
        final Map<Long, String> outcomes = new LinkedHashMap<>();
        final Set<Long> repeatable = new HashSet<>();
        Window window = new Window();
        long rowIds;
        long fences;

        Run(long seed) {
            random = new Random(seed);
            for (int lane = 0; lane < LANES; lane++) {
                cursors.put(lane, 0L);
                window.own(new OwnedLane(lane, ++fences, 0, 0));
            }
        }

        void untilAllIsSettled() {
            for (int step = 0; log.size() < EVENTS || outcomes.size() < EVENTS || !table.isEmpty(); step++) {
                assertTrue(step < 200_000, () -> "no progress: " + outcomes.size() + " of " + EVENTS + " settled");
                step();
            }
            flush();
            log.forEach(event -> assertTrue(cursors.get(event.lane()) >= 0));
            assertEquals(0, window.unsettled());
            assertEquals(0, window.span());
        }

        void step() {
            switch (random.nextInt(13)) {
                case 0, 1 -> append();
                case 2, 3 -> read();
                case 4, 5 -> start();
                case 6, 7, 8 -> settle();
                case 9 -> flush();
                case 10 -> loadDue();
                case 11 -> spill();
                default -> {
                    if (random.nextInt(25) == 0) {
                        loseALane();
                    }
                }
            }
        }

        void append() {
            if (log.size() < EVENTS) {
                int key = random.nextInt(KEYS);
                log.add(event(log.size() + 1L, key % LANES, "+1303555010" + key));
            }
        }

        void read() {
            int limit = 1 + random.nextInt(6);
            for (OwnedLane lane : List.copyOf(window.lanes())) {
                log.stream()
                        .filter(e -> e.lane() == lane.lane && e.id() > lane.readTo())
                        .limit(limit)
                        .forEach(e -> readOne(lane, e));
            }
        }

        private void readOne(OwnedLane lane, Event event) {
            if (event.id() % 11 == 0) {
                lane.skip(event.id(), 1);
                window.noteSkipped();
                outcomes.put(event.id(), "skipped");
                return;
            }
            boolean blocked =
                    table.values().stream().anyMatch(r -> r.event.key().equals(event.key()));
            if (!blocked && event.id() <= lane.suspectUntil) {
                window.addSuspect(WindowEntry.live(event, lane));
            } else {
                window.addLive(WindowEntry.live(event, lane), blocked);
            }
        }

        void start() {
            // Some may not begin just now: a call of their key is still out, or too many bodies are in memory.
            WindowEntry first = window.start(any -> random.nextInt(4) > 0);
            if (first == null) {
                return;
            }
            List<WindowEntry> call = new ArrayList<>();
            begin(call, first);
            for (int more = random.nextInt(4); more > 0; more--) {
                WindowEntry next = random.nextBoolean()
                        ? window.startBehind(call.get(call.size() - 1), any -> random.nextInt(4) > 0)
                        : window.start(any -> random.nextInt(4) > 0);
                if (next != null) {
                    begin(call, next);
                }
            }
            running.add(call);
        }

        private void begin(List<WindowEntry> call, WindowEntry entry) {
            assertTrue(
                    running.stream().flatMap(List::stream).noneMatch(other -> other.key.equals(entry.key)),
                    () -> "two calls at once for " + entry.key);
            long last = lastSettled.getOrDefault(entry.key, 0L);
            long id = entry.event.id();
            assertTrue(
                    id > last || repeatable.contains(id),
                    () -> "event " + id + " after " + last + " was settled, and no crash explains a repeat");
            log.stream()
                    .filter(e -> e.key().equals(entry.key) && e.id() < id && e.id() % 11 != 0)
                    .forEach(e -> assertTrue(
                            outcomes.containsKey(e.id()) || call.stream().anyMatch(other -> other.event.id() == e.id()),
                            () -> "event " + id + " overtakes " + e.id()));
            call.add(entry);
        }

        void settle() {
            if (running.isEmpty()) {
                return;
            }
            List<WindowEntry> call = running.remove(random.nextInt(running.size()));
            if (call.size() > 1) {
                settleBatch(call);
                return;
            }
            WindowEntry entry = call.get(0);
            // An outage: as if it had not been called.
            if (random.nextInt(5) == 0 && window.putBack(entry)) {
                return;
            }
            if (random.nextInt(9) == 0) {
                window.breakOff(entry);
                return;
            }
            settleOne(entry, settlement(entry));
        }

        /** All or none. */
        private void settleBatch(List<WindowEntry> call) {
            if (random.nextInt(3) > 0) {
                call.forEach(entry -> settleOne(entry, new Handled()));
                return;
            }
            for (int i = call.size() - 1; i >= 0; i--) {
                window.breakOff(call.get(i));
            }
        }

        private void settleOne(WindowEntry entry, Settlement settlement) {
            window.settle(entry, settlement, 1);
            if (!(settlement instanceof Retry)) {
                outcomes.put(entry.event.id(), settlement.getClass().getSimpleName());
                lastSettled.merge(entry.key, entry.event.id(), Math::max);
            }
        }

        private Settlement settlement(WindowEntry entry) {
            int dice = random.nextInt(10);
            if (dice < 7) {
                return new Handled();
            }
            return dice == 9 && entry.attempts > 1
                    ? new Dead("x", false, 1, false)
                    : new Retry("x", Duration.ZERO, true);
        }

        void spill() {
            if (random.nextInt(3) == 0) {
                running.stream()
                        .findFirst()
                        .ifPresent(call -> call.forEach(entry -> window.spill(entry, Duration.ZERO)));
            }
        }

        void flush() {
            Window.Batch batch = window.takeSettled();
            for (WindowEntry entry : batch.redeliveries()) {
                Row row = table.get(entry.redeliveryId);
                if (entry.settlement instanceof Retry) {
                    row.attempts++;
                } else if (!(entry.settlement instanceof GivenBack)) {
                    table.remove(entry.redeliveryId);
                }
            }
            for (OwnedLane.Move move : batch.moves()) {
                assertEquals(cursors.get(move.lane().lane), move.from());
                assertTrue(move.to() > move.from());
                cursors.put(move.lane().lane, move.to());
                for (WindowEntry entry : move.redeliveries()) {
                    if (entry.settlement.blocksKey()) {
                        rowIds++;
                        table.put(rowIds, new Row(rowIds, entry.event, entry.settlement instanceof Retry ? 1 : 0));
                        if (entry.successor != null) {
                            entry.successor.redeliveryId = rowIds;
                        }
                    }
                }
            }
            window.committed(batch);
            assertEveryEventPassedIsAccountedFor();
        }

        private void assertEveryEventPassedIsAccountedFor() {
            Set<Long> inTable = new HashSet<>();
            table.values().forEach(row -> inTable.add(row.event.id()));
            for (Event event : log) {
                if (event.id() <= cursors.get(event.lane())) {
                    assertTrue(
                            outcomes.containsKey(event.id()) || inTable.contains(event.id()),
                            () -> "event " + event.id() + " was passed and is nowhere");
                }
            }
        }

        void loadDue() {
            Set<String> inHand = new HashSet<>();
            for (Row row : table.values()) {
                OwnedLane lane = window.lane(row.event.lane());
                if (lane != null && lane.loaded.contains(row.id)) {
                    inHand.add(row.event.key());
                }
            }
            for (Row row : List.copyOf(table.values())) {
                OwnedLane lane = window.lane(row.event.lane());
                if (lane != null && !inHand.contains(row.event.key())) {
                    window.addRedelivery(WindowEntry.redelivery(
                            row.event,
                            lane,
                            row.event.key(),
                            new WindowEntry.Redelivered(
                                    row.id, row.attempts, 0, OptionalLong.empty(), OptionalLong.empty(), false)));
                    if (random.nextBoolean()) {
                        inHand.add(row.event.key());
                    }
                }
            }
        }

        /** As after a lost lease: what was settled and not flushed comes again, and that alone. */
        void loseALane() {
            int number = random.nextInt(LANES);
            for (Event event : log) {
                if (event.lane() == number) {
                    repeatable.add(event.id());
                    if (event.id() > cursors.get(number) || inTable(event)) {
                        outcomes.remove(event.id());
                        lastSettled.remove(event.key());
                    }
                }
            }
            window.disown(number);
            // The rest of such a call goes on.
            running.forEach(call -> call.removeIf(entry -> entry.event.lane() == number));
            running.removeIf(List::isEmpty);
            window.own(new OwnedLane(number, ++fences, cursors.get(number), random.nextInt(4) == 0 ? log.size() : 0));
        }

        private boolean inTable(Event event) {
            return table.values().stream().anyMatch(row -> row.event.id() == event.id());
        }

        private static Event event(long id, int lane, String contact) {
            Instant now = Instant.EPOCH;
            return new Event(
                    id,
                    "textus",
                    "message.received",
                    contact,
                    null,
                    null,
                    null,
                    now,
                    now,
                    null,
                    null,
                    lane,
                    new byte[0]);
        }
    }
}
