package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.Flush.FencedException;
import dev.textusinbox.handler.ExternalHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/** Drives an {@link ExternalHandler}: a window of deliveries in hand, different keys side by side. */
final class KeyedRunner extends Runner {
    /** In hand at once: with bodies inline up to {@link LogReader#INLINE_BODY_BYTES}, a 64th of the heap or 16 MB. */
    static final int MAX_UNSETTLED = 1024;

    /** How far settled events may run ahead of a slow one, and so what a crash repeats at most. */
    private static final int MAX_SPAN = 8192;

    private static final int FLUSH_EVENTS = 512;
    private static final long FLUSH_NANOS = 10_000_000;
    private static final int REDELIVERY_KEYS = 64;
    private static final int REDELIVERY_PER_KEY = 32;

    private final LogReader reader;
    private final DueRedeliveries redeliveries;
    private final Flush flush;
    private final DuePacing pacing = new DuePacing(System::nanoTime);
    private final Window window = new Window();
    private final Calls calls;
    private Window.Batch unwritten;
    private long lastFlush = System.nanoTime();

    KeyedRunner(ExternalHandler handler, RunnerContext context, Executor threads) {
        super(handler, context);
        this.reader = new LogReader(handler);
        this.redeliveries = new DueRedeliveries(handler.name());
        this.flush = new Flush(handler.name());
        this.calls = new Calls(handler, this, window, threads);
    }

    /** The window has no lock of its own: this is it. */
    @Override
    Collection<OwnedLane> lanes() {
        synchronized (window) {
            return List.copyOf(window.lanes());
        }
    }

    @Override
    void own(OwnedLane lane) {
        synchronized (window) {
            window.own(lane);
        }
    }

    @Override
    void disown(int lane) {
        synchronized (window) {
            window.disown(lane);
            calls.forget(lane);
            if (unwritten != null) {
                unwritten = unwritten.without(lane);
            }
        }
    }

    @Override
    boolean isFree(OwnedLane lane) {
        synchronized (window) {
            return unwritten == null && window.isFree(lane);
        }
    }

    @Override
    Set<Integer> inHand() {
        return calls.lanes();
    }

    @Override
    void enforceLimits() {
        calls.enforceLimits();
    }

    @Override
    void breakOff() {
        calls.breakOff();
    }

    @Override
    HandlerCondition conditionOfCalls() {
        return calls.condition();
    }

    @Override
    boolean drained() {
        synchronized (window) {
            window.giveBack();
            return unwritten == null && calls.running() == 0 && window.unflushed() == 0;
        }
    }

    @Override
    long waitMillis() {
        long untilTimeout = calls.millisToNextTimeout();
        if (pacing.millisLeft() > 0) {
            untilTimeout = Math.min(untilTimeout, pacing.millisLeft());
        }
        synchronized (window) {
            return window.unflushed() > 0 ? Math.min(FLUSH_NANOS / 1_000_000, untilTimeout) : untilTimeout;
        }
    }

    @Override
    boolean work() throws SQLException, FencedException {
        calls.enforceLimits();
        calls.spillSlow();
        boolean readAgain = false;
        if (shouldFlush()) {
            write();
        }
        if (mayCall()) {
            if (pacing.millisLeft() == 0 && takeDue()) {
                loadDue();
            }
            readAgain = fill();
            calls.reserve();
            calls.go();
        }
        return readAgain;
    }

    private boolean shouldFlush() {
        synchronized (window) {
            return unwritten != null
                    || window.unflushed() >= FLUSH_EVENTS
                    || (window.unflushed() > 0
                            && (window.unsettled() == 0 || System.nanoTime() - lastFlush >= FLUSH_NANOS));
        }
    }

    private void write() throws SQLException, FencedException {
        synchronized (window) {
            if (unwritten == null) {
                unwritten = window.takeSettled();
            }
        }
        if (!unwritten.isEmpty()) {
            long start = System.nanoTime();
            try (Connection connection = context.database().getConnection()) {
                if (flush.write(connection, unwritten) || unwritten.givesBack()) {
                    redeliveriesMayBeDue();
                }
            }
            if (!unwritten.redeliveries().isEmpty()) {
                pacing.worked(System.nanoTime() - start);
            }
            synchronized (window) {
                window.committed(unwritten);
            }
        }
        unwritten = null;
        lastFlush = System.nanoTime();
    }

    /** Reads on where there is room. True if there may be more, and room for it. */
    private boolean fill() throws SQLException {
        List<OwnedLane> readable = new ArrayList<>();
        int limit;
        synchronized (window) {
            int room = Math.min(MAX_UNSETTLED - window.unsettled(), MAX_SPAN - window.span());
            if (room < MAX_UNSETTLED / 2) {
                return false;
            }
            for (OwnedLane lane : window.lanes()) {
                if (lane.more && !lane.leaving) {
                    readable.add(lane);
                }
            }
            limit = readable.isEmpty() ? 0 : Math.max(1, room / readable.size());
        }
        if (readable.isEmpty()) {
            return false;
        }
        List<LogReader.LogRow> rows;
        try (Connection connection = context.database().getConnection()) {
            rows = reader.next(connection, readable, limit);
        }
        synchronized (window) {
            LogReader.take(rows, readable, limit, this::add);
            window.noteSkipped();
            return readable.stream().anyMatch(lane -> lane.more);
        }
    }

    private void add(OwnedLane lane, LogReader.LogRow row) {
        WindowEntry entry = WindowEntry.live(row.event(), lane);
        if (row.event().id() <= lane.suspectUntil && !row.blocked()) {
            window.addSuspect(entry);
        } else {
            window.addLive(entry, row.blocked());
        }
    }

    private void take(List<DueRedeliveries.Due> due) {
        String current = null;
        boolean closed = false;
        for (DueRedeliveries.Due row : due) {
            boolean first = !row.key().equals(current);
            current = row.key();
            closed &= !first;
            if (closed) {
                continue;
            }
            WindowEntry entry = row.entry(window.lane(row.event().lane()));
            if (Window.isLoaded(entry)) {
                // Its queue is being worked on: what came behind meanwhile waits for that to end.
                closed = true;
            } else if (!entry.suspect) {
                window.addRedelivery(entry);
            } else {
                // Alone, and one at a time: if this one ends everything, it is known to be this one.
                closed = true;
                if (first && !calls.hasSuspect()) {
                    calls.takeSuspect(entry);
                }
            }
        }
    }

    /** What is due, as far as the window has room for it. */
    private void loadDue() throws SQLException {
        TreeSet<Integer> lanes = new TreeSet<>();
        int room;
        synchronized (window) {
            room = MAX_UNSETTLED - window.unsettled();
            if (room <= 0) {
                redeliveriesMayBeDue();
                return;
            }
            window.lanes().stream().filter(lane -> !lane.leaving).forEach(lane -> lanes.add(lane.lane));
        }
        if (lanes.isEmpty()) {
            return;
        }
        int keys = Math.min(REDELIVERY_KEYS, room);
        List<DueRedeliveries.Due> due;
        long start = System.nanoTime();
        try (Connection connection = context.database().getConnection()) {
            due = redeliveries.due(connection, lanes, keys, Math.min(REDELIVERY_PER_KEY, room / keys));
        }
        pacing.loaded(System.nanoTime() - start, DueRedeliveries.retriedKeys(due) == keys);
        synchronized (window) {
            take(due);
        }
        if (due.stream().map(DueRedeliveries.Due::key).distinct().count() == keys) {
            redeliveriesMayBeDue();
        }
    }
}
