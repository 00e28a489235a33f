package dev.textusinbox.dispatch;

import dev.textusinbox.dispatch.Flush.FencedException;
import dev.textusinbox.handler.EventHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/** Drives an {@link EventHandler}: a window of deliveries in hand, different keys side by side. */
final class KeyedRunner extends Runner {
    /** In hand at once: with bodies up to 16 kB inline, at most 16 MB for each handler. */
    private static final int MAX_UNSETTLED = 1024;

    /** How far settled events may run ahead of a slow one, and so what a crash repeats at most. */
    private static final int MAX_SPAN = 8192;

    private static final int FLUSH_EVENTS = 512;
    private static final long FLUSH_NANOS = 10_000_000;
    private static final int REDELIVERY_KEYS = 64;
    private static final int REDELIVERY_PER_KEY = 32;

    private final LogReader reader;
    private final RedeliveryStore redeliveries;
    private final Flush flush;
    private final Window window = new Window();
    private final Calls calls;
    private Window.Batch unwritten;
    private long lastFlush = System.nanoTime();

    KeyedRunner(EventHandler handler, Ground ground, Executor threads) {
        super(handler, ground);
        this.reader = new LogReader(handler);
        this.redeliveries = new RedeliveryStore(handler.name());
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
            calls.forgetSuspect(lane);
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
    boolean drained() {
        synchronized (window) {
            window.giveBack();
            return unwritten == null && calls.running() == 0 && window.unflushed() == 0;
        }
    }

    @Override
    long waitMillis() {
        long untilTimeout = calls.millisToNextTimeout();
        synchronized (window) {
            return window.unflushed() > 0 ? Math.min(FLUSH_NANOS / 1_000_000, untilTimeout) : untilTimeout;
        }
    }

    @Override
    boolean work() throws SQLException, FencedException {
        calls.expire();
        calls.spillSlow();
        boolean readAgain = false;
        if (shouldFlush()) {
            write();
        }
        if (mayCall()) {
            if (takeDue()) {
                loadDue();
            }
            readAgain = fill();
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
            try (Connection connection = ground.database().getConnection()) {
                if (flush.write(connection, unwritten)) {
                    redeliveriesMayBeDue();
                }
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
        List<OwnedLane> hungry = new ArrayList<>();
        int limit;
        synchronized (window) {
            int room = Math.min(MAX_UNSETTLED - window.unsettled(), MAX_SPAN - window.span());
            if (room < MAX_UNSETTLED / 2) {
                return false;
            }
            for (OwnedLane lane : window.lanes()) {
                if (lane.more && !lane.leaving) {
                    hungry.add(lane);
                }
            }
            limit = hungry.isEmpty() ? 0 : Math.max(1, room / hungry.size());
        }
        if (hungry.isEmpty()) {
            return false;
        }
        List<LogReader.Row> rows;
        try (Connection connection = ground.database().getConnection()) {
            rows = reader.next(connection, hungry, limit);
        }
        synchronized (window) {
            LogReader.take(rows, hungry, limit, this::add);
            window.noteSkipped();
            return hungry.stream().anyMatch(lane -> lane.more);
        }
    }

    private void add(OwnedLane lane, LogReader.Row row) {
        Entry entry = Entry.live(row.event(), lane);
        if (row.event().id() <= lane.suspectUntil && !row.blocked()) {
            window.addSuspect(entry);
        } else {
            window.addLive(entry, row.blocked());
        }
    }

    private void take(List<RedeliveryStore.Due> due) {
        String current = null;
        boolean closed = false;
        for (RedeliveryStore.Due row : due) {
            boolean first = !row.key().equals(current);
            current = row.key();
            closed &= !first;
            if (closed) {
                continue;
            }
            Entry entry = row.entry(window.lane(row.event().lane()));
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

    private void loadDue() throws SQLException {
        TreeSet<Integer> lanes = new TreeSet<>();
        synchronized (window) {
            if (window.unsettled() >= MAX_UNSETTLED) {
                redeliveriesMayBeDue();
                return;
            }
            window.lanes().stream().filter(lane -> !lane.leaving).forEach(lane -> lanes.add(lane.lane));
        }
        if (lanes.isEmpty()) {
            return;
        }
        List<RedeliveryStore.Due> due;
        try (Connection connection = ground.database().getConnection()) {
            due = redeliveries.due(connection, lanes, REDELIVERY_KEYS, REDELIVERY_PER_KEY);
        }
        synchronized (window) {
            take(due);
        }
        if (due.stream().map(RedeliveryStore.Due::key).distinct().count() == REDELIVERY_KEYS) {
            redeliveriesMayBeDue();
        }
    }
}
