package dev.textusinbox.dispatch;

import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import dev.textusinbox.trace.Handling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Makes the calls to one handler: up to its concurrency at once, each with a time limit after which its thread is
 * interrupted and, should it not come back, left behind, so that the handler's other contacts go on.
 */
final class Calls {
    private static final Logger LOG = Logger.getLogger(Calls.class);
    private static final long IDLE_MILLIS = 1000;
    /** A call that takes longer gets a row of its own, so that the cursor and the window go on without it. */
    private static final long SLOW_NANOS = 1_000_000_000L;

    private final EventHandler handler;
    private final Runner runner;
    private final Window window;
    private final Executor threads;
    private final Verdict verdict;
    private final int concurrency;
    private final long timeoutNanos;
    private final Outage outage;
    private final Set<Call> running = new HashSet<>();
    private int leftBehind;
    private Entry suspect;

    /** One call on its thread. All fields are guarded by the window. */
    private static final class Call {
        final Entry entry;
        final Thread thread;
        final long started = System.nanoTime();
        boolean expired;
        /** Not guarded: its own thread begins it, and whoever knows the outcome first ends it. */
        volatile Handling handling = Handling.NONE;

        Call(Entry entry, Thread thread) {
            this.entry = entry;
            this.thread = thread;
        }

        long millis() {
            return Duration.ofNanos(System.nanoTime() - started).toMillis();
        }
    }

    /** @param window guards all the state here too */
    Calls(EventHandler handler, Runner runner, Window window, Executor threads) {
        this.handler = handler;
        this.runner = runner;
        this.window = window;
        this.threads = threads;
        this.verdict = new Verdict(runner.settings);
        this.outage = new Outage(handler.name(), runner.settings);
        this.concurrency = runner.settings.concurrency();
        this.timeoutNanos = runner.settings.timeout().toNanos();
    }

    /** Calls whose outcome is awaited. */
    int running() {
        synchronized (window) {
            return running.size();
        }
    }

    /** Starts as many threads as there is work for. */
    void go() {
        int free;
        synchronized (window) {
            free = outage.millisLeft() > 0 ? 0 : Math.min(capacity() - running.size(), window.readyKeys());
        }
        for (int i = 0; i < free; i++) {
            threads.execute(this::callOn);
        }
    }

    /** Threads that never came back cost a place each once there are as many as places: a hung handler is bounded. */
    private int capacity() {
        return concurrency - Math.max(0, leftBehind - concurrency);
    }

    /** Calls until nothing is ready: no hand-over between threads from one delivery to the next. */
    private void callOn() {
        for (Call call = next(); call != null; call = next()) {
            Settlement settlement = settlement(call);
            if (!finish(call, settlement)) {
                return;
            }
        }
    }

    private Call next() {
        synchronized (window) {
            if (running.size() >= capacity() || !runner.mayCall() || outage.millisLeft() > 0) {
                return null;
            }
            Entry entry = window.start();
            if (entry == null) {
                return null;
            }
            Call call = new Call(entry, Thread.currentThread());
            running.add(call);
            return call;
        }
    }

    private Settlement settlement(Call call) {
        Entry entry = call.entry;
        int attempt = entry.attempts + 1;
        LogFields.set(handler.name(), entry);
        try (Handling handling = runner.ground.traces().handling(handler.name(), entry.event, attempt, entry.replay)) {
            call.handling = handling;
            Settlement settlement = attempt(entry, attempt, handling);
            settlement.tell(handling);
            return settlement;
        } finally {
            LogFields.clear();
        }
    }

    private Settlement attempt(Entry entry, int attempt, Handling handling) {
        try {
            if (entry.suspect) {
                if (entry.attempts >= runner.settings.maxAttempts()) {
                    return verdict.deadly(entry.attempts);
                }
                countBefore(entry);
            }
            Outcome outcome = handler.handle(whole(entry.event), entry.delivery());
            if (outcome instanceof Outcome.PauseHandler pause) {
                pause(pause);
            }
            return verdict.of(outcome, attempt);
        } catch (Throwable e) {
            // An Error too: one poisonous event must not take the thread, nor be tried for ever.
            LOG.debugf(e, "handler %s threw", handler.name());
            handling.failed(e);
            return verdict.of(e, attempt);
        }
    }

    private Event whole(Event event) throws SQLException {
        if (event.body() != null || !handler.needsBody()) {
            return event;
        }
        try (Connection connection = runner.ground.database().getConnection()) {
            return LogReader.load(connection, event);
        }
    }

    private void countBefore(Entry entry) throws SQLException {
        try (Connection connection = runner.ground.database().getConnection()) {
            TroubleStore.countBefore(connection, entry);
        }
    }

    private void pause(Outcome.PauseHandler pause) throws SQLException {
        runner.pauseSelf();
        LOG.warnf("Handler %s is paused: %s", handler.name(), pause.reason());
        try (Connection connection = runner.ground.database().getConnection()) {
            HandlerControl.pause(connection, handler.name(), pause.reason());
        }
    }

    /** False if the call had expired: its thread has been replaced, and ends. */
    private boolean finish(Call call, Settlement settlement) {
        boolean wake;
        synchronized (window) {
            if (call.expired) {
                leftBehind--;
                return false;
            }
            // Under the lock, so that a late interrupt can't hit the next call.
            boolean interrupted = Thread.interrupted();
            if (interrupted) {
                LOG.debugf("handler %s was interrupted as it ended", handler.name());
            }
            running.remove(call);
            end(call, settlement);
            wake = window.unsettled() == 0 || window.unflushed() % 64 == 0 || window.readyKeys() == 0;
        }
        if (wake) {
            runner.raise();
        }
        return true;
    }

    private void end(Call call, Settlement settlement) {
        if (settlement instanceof Settlement.Unavailable away) {
            if (outage.isTotalSince(call.started) && window.putBack(call.entry)) {
                if (runner.mayCall()) {
                    outage.goesOn(away);
                }
                return;
            }
        } else {
            outage.isOver();
        }
        window.settle(call.entry, settlement, call.millis());
        if (call.entry == suspect) {
            suspect = null;
            runner.redeliveriesMayBeDue();
        }
        runner.ground.meters().settled(settlement);
    }

    /** Whether a suspect is waiting or being called: there is one at a time. */
    boolean hasSuspect() {
        return suspect != null && Window.isLoaded(suspect);
    }

    void takeSuspect(Entry entry) {
        suspect = entry;
        window.addRedelivery(entry);
    }

    /** Its lane is lost, and with it what is known of it here. */
    void forgetSuspect(int lane) {
        if (suspect != null && suspect.event.lane() == lane) {
            suspect = null;
        }
    }

    /** Ends what has run too long: the attempt has failed, whatever its thread still does. */
    void expire() {
        synchronized (window) {
            long now = System.nanoTime();
            List<Call> late = new ArrayList<>(0);
            running.removeIf(call -> now - call.started >= timeoutNanos && late.add(call));
            for (Call call : late) {
                call.expired = true;
                leftBehind++;
                Settlement settlement = verdict.timedOut(call.entry.attempts + 1);
                settlement.tell(call.handling);
                end(call, settlement);
                call.thread.interrupt();
            }
        }
    }

    /** What takes long no longer holds the cursor back. */
    void spillSlow() {
        synchronized (window) {
            long now = System.nanoTime();
            for (Call call : running) {
                boolean waits = handler.tellsOutages() && outage.isTotalSince(call.started);
                if (now - call.started >= SLOW_NANOS && !waits) {
                    window.spill(call.entry, Duration.ofNanos(timeoutNanos));
                }
            }
        }
    }

    long millisToNextTimeout() {
        synchronized (window) {
            long now = System.nanoTime();
            long left = outage.millisLeft();
            long wait = left > 0 ? Math.min(left, IDLE_MILLIS) : IDLE_MILLIS;
            for (Call call : running) {
                wait = Math.min(wait, Math.max(1, (call.started + timeoutNanos - now) / 1_000_000 + 1));
            }
            return wait;
        }
    }
}
