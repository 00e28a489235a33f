package dev.textusinbox.history.follow;

import dev.textusinbox.history.event.Entry;
import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.history.event.Selection;
import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.process.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads what is new in the log, once for all who follow it, on one thread. Wakeups make it quick; looking once a second
 * makes it sure. While nobody follows it reads nothing and holds nothing.
 */
@ApplicationScoped
class Tail {
    private static final int MAX_EVENTS = 500;
    private static final int MAX_BYTES = 2 << 20;
    private static final long SWEEP_MILLIS = 1_000;

    /** Under a burst, so many rounds a second: each costs every reader one write to its socket. */
    private static final long ROUND_MILLIS = 20;

    /** An event is held for this long at least, if there is room, and twice as long at most. */
    private static final long HELD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Entries log;
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private final Semaphore raised = new Semaphore(0);
    private final Loop loop = new Loop("history-tail", this::run);
    private volatile Recent recent;
    private volatile boolean forget;
    private long mark;
    private long markedNanos;

    Tail(Entries log) {
        this.log = log;
    }

    void start(@Observes StartupEvent event, Wakeups wakeups) {
        wakeups.onEvents(this::raise);
        wakeups.on(Control.ERASED, this::forget);
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stopNow();
    }

    /** Runs the listener, which must not block, whenever there may be something new in {@link #recent}. */
    void join(Runnable listener) {
        listeners.add(listener);
        raise();
    }

    void leave(Runnable listener) {
        listeners.remove(listener);
    }

    /** What was read last; null until the first listener's joining has been noticed. */
    Recent recent() {
        return recent;
    }

    private void raise() {
        if (!listeners.isEmpty() && raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** What was erased just now may be in memory still. */
    private void forget() {
        forget = true;
        raise();
    }

    private void run() throws InterruptedException {
        if (round()) {
            TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
        } else if (raised.tryAcquire(SWEEP_MILLIS, TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }

    /** True if the next one may follow soon. */
    private boolean round() {
        if (listeners.isEmpty()) {
            recent = null;
            return false;
        }
        Recent known = recent == null ? null : young(recent);
        recent = known;
        if (known == null) {
            recent = Recent.at(log.head());
            mark = recent.to();
            markedNanos = System.nanoTime();
        } else {
            Entries.EntryChunk chunk =
                    log.after(Selection.ALL, SortOrder.ASC, known.to(), Long.MAX_VALUE, MAX_EVENTS, MAX_BYTES);
            // What is held for all has its own limit.
            chunk.memory().close();
            List<Entry> next = chunk.entries();
            if (next.isEmpty()) {
                return false;
            }
            recent = known.with(next);
        }
        listeners.forEach(Runnable::run);
        return true;
    }

    /** Without what has been there for a while: nothing that goes from the log stays here for long, heard of or not. */
    private Recent young(Recent known) {
        if (forget) {
            forget = false;
            mark = known.to();
            return known.since(known.to());
        }
        long now = System.nanoTime();
        if (now - markedNanos < HELD_NANOS) {
            return known;
        }
        Recent younger = known.reaches(mark) ? known.since(mark) : known;
        mark = known.to();
        markedNanos = now;
        return younger;
    }
}
