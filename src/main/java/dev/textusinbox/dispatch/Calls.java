package dev.textusinbox.dispatch;

import dev.textusinbox.handler.ExternalHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * Makes the calls to one handler: up to its concurrency at once, each with a time limit after which its thread is
 * interrupted. Its key waits for it to come back, up to a limit; after that it is left behind, so that the contact goes on.
 */
final class Calls {
    private static final long IDLE_MILLIS = 1000;
    /** A call that takes longer gets a row of its own, so that the cursor and the window go on without it. */
    private static final long SLOW_NANOS = 1_000_000_000L;

    private static final long MIN_GRACE_NANOS = 1_000_000_000L;
    private static final long MAX_GRACE_NANOS = 5_000_000_000L;

    private final ExternalHandler handler;
    private final Runner runner;
    private final Window window;
    private final Executor threads;
    private final Verdict verdict;
    private final CallEnding ending;
    private final CallAttempt attempt;
    private final Places places;
    private final Batching batching;
    private final long timeoutNanos;
    private final long graceNanos;
    private final CircuitBreaker breaker;
    private final CallRate rate;
    private WindowEntry suspect;

    /** @param window guards all the state here too */
    Calls(ExternalHandler handler, Runner runner, Window window, Executor threads) {
        this.handler = handler;
        this.runner = runner;
        this.window = window;
        this.threads = threads;
        this.verdict = new Verdict(runner.settings);
        this.attempt = new CallAttempt(handler, runner, verdict);
        this.breaker = new CircuitBreaker(handler.name(), runner.settings, System::nanoTime);
        this.ending = new CallEnding(handler, runner, window, verdict, breaker);
        this.rate = new CallRate(runner.settings.rate(), System::nanoTime);
        this.places = new Places(runner.settings.concurrency());
        this.batching = new Batching(handler, window, next -> places.allows(next, attempt.isLarge(next.event)));
        this.timeoutNanos = runner.settings.timeout().toNanos();
        this.graceNanos = Math.max(MIN_GRACE_NANOS, Math.min(MAX_GRACE_NANOS, timeoutNanos));
    }

    /** Calls that are awaited. */
    int running() {
        synchronized (window) {
            return places.awaited();
        }
    }

    /** Those of calls that are awaited. */
    Set<Integer> lanes() {
        Set<Integer> lanes = new TreeSet<>();
        synchronized (window) {
            places.forEach(call -> call.entries.forEach(entry -> lanes.add(entry.event.lane())));
        }
        return lanes;
    }

    /** Why no call can begin, or none is made but one now and then; null: there is no reason. */
    HandlerCondition condition() {
        synchronized (window) {
            String stuck = places.stuck();
            if (stuck != null) {
                return HandlerCondition.stuck(stuck);
            }
            if (breaker.isOpen()) {
                return HandlerCondition.waiting(breaker.reason());
            }
            return rate.isHoldingUp() ? HandlerCondition.held(rate) : null;
        }
    }

    /** Starts as many threads as there is work for. */
    void go() {
        int free;
        synchronized (window) {
            free = Math.min(mayBegin(), batching.callsFor(window.readyKeys()));
        }
        for (int i = 0; i < free; i++) {
            threads.execute(this::callOn);
        }
    }

    /** Calls until nothing is ready: no hand-over between threads from one delivery to the next. */
    private void callOn() {
        for (Call call = next(); call != null; call = next()) {
            finish(call, attempt.make(call));
        }
    }

    /** How many calls may begin now. Half open there is one at a time. */
    private int mayBegin() {
        if (breaker.millisLeft() > 0) {
            return 0;
        }
        int free = breaker.isOpen() ? Math.min(1 - places.awaited(), places.free()) : places.free();
        return Math.min(free, rate.permits());
    }

    /** Whether only the rate keeps calls from beginning, or is about to. */
    private boolean hangsOnRate() {
        return rate.isLimited()
                && runner.mayCall()
                && breaker.millisLeft() <= 0
                && window.readyKeys() > 0
                && places.free() > 0;
    }

    /** Reserves the times of calls, where there is work for more than are reserved. */
    void reserve() throws SQLException {
        int wanted;
        synchronized (window) {
            wanted = window.readyKeys() > 0 && breaker.millisLeft() <= 0 ? rate.wanted() : 0;
        }
        if (wanted > 0) {
            long end;
            try (Connection connection = runner.context.database().getConnection()) {
                end = rate.ask(connection, handler.name(), wanted);
            }
            synchronized (window) {
                rate.reserved(wanted, end);
            }
        }
    }

    private Call next() {
        synchronized (window) {
            if (mayBegin() <= 0 || !runner.mayCall()) {
                return null;
            }
            // What asks whether its receiver is back is one event.
            List<WindowEntry> entries = breaker.isOpen() ? batching.startOne() : batching.start();
            if (entries.isEmpty()) {
                return null;
            }
            Call call = new Call(entries, Thread.currentThread(), attempt.isLarge(entries.get(0).event));
            places.take(call);
            rate.take(1);
            return call;
        }
    }

    private void finish(Call call, Settlement settlement) {
        boolean wake;
        synchronized (window) {
            // Under the lock, so that a late interrupt can't hit the next call.
            boolean unused = Thread.interrupted();
            places.returned(call);
            boolean wasOpen = breaker.isOpen();
            if (!call.leftBehind) {
                letGo(call, settlement);
            }
            wake = call.isInterrupted()
                    || call.isBatch()
                    || (wasOpen && !breaker.isOpen())
                    || window.unsettled() == 0
                    || window.unflushed() % 64 == 0
                    || window.readyKeys() == 0
                    || rate.wanted() > 0;
        }
        if (wake) {
            runner.raise();
        }
    }

    /** Waits for it no longer. */
    private void letGo(Call call, Settlement settlement) {
        places.letGo(call);
        ending.of(call, settlement);
        if (call.entry == suspect) {
            suspect = null;
            runner.redeliveriesMayBeDue();
        }
    }

    /** Whether a suspect is waiting or being called: there is one at a time. */
    boolean hasSuspect() {
        return suspect != null && Window.isLoaded(suspect);
    }

    void takeSuspect(WindowEntry entry) {
        suspect = entry;
        window.addRedelivery(entry);
    }

    /** Its lane is lost, and with it what is known of it here; what is under way is to end, for others may begin it anew. */
    void forget(int lane) {
        if (suspect != null && suspect.event.lane() == lane) {
            suspect = null;
        }
        places.forEach(call -> {
            if (call.entries.stream().anyMatch(entry -> entry.event.lane() == lane)) {
                call.breakOff();
            }
        });
    }

    /** Interrupts all calls: their outcomes count only where they went well, as those do that end with the program. */
    void breakOff() {
        synchronized (window) {
            places.forEach(Call::breakOff);
        }
    }

    /** Interrupts what has run too long, and lets go of what does not come back for that. */
    void enforceLimits() {
        List<Call> late = new ArrayList<>(0);
        synchronized (window) {
            long now = System.nanoTime();
            places.forEach(call -> {
                if (now - call.limitNanos(timeoutNanos, graceNanos) >= 0) {
                    late.add(call);
                }
            });
            late.forEach(this::enforceLimit);
        }
        if (!late.isEmpty()) {
            runner.raise();
        }
    }

    private void enforceLimit(Call call) {
        places.giveAway(call);
        if (call.isInterrupted()) {
            call.leftBehind = true;
            if (call.expired) {
                verdict.timedOut(call.entry).tell(call.handling);
            }
            letGo(call, null);
        } else {
            if (!handler.reportsOutages()) {
                // The attempt has failed, whatever its thread still does.
                verdict.timedOut(call.entry).tell(call.handling);
            }
            call.expire();
        }
    }

    /** What takes long no longer holds the cursor back. */
    void spillSlow() {
        synchronized (window) {
            long now = System.nanoTime();
            places.forEach(call -> {
                boolean waits = breaker.isOpen() || (handler.reportsOutages() && breaker.isTotalSince(call.started));
                if (now - call.started >= SLOW_NANOS && !waits) {
                    call.entries.forEach(entry -> window.spill(entry, Duration.ofNanos(timeoutNanos)));
                }
            });
        }
    }

    long millisToNextTimeout() {
        synchronized (window) {
            long now = System.nanoTime();
            long left = breaker.millisLeft();
            long[] wait = {left > 0 ? Math.min(left, IDLE_MILLIS) : IDLE_MILLIS};
            if (hangsOnRate()) {
                if (rate.permits() == 0) {
                    rate.heldUp();
                }
                wait[0] = Math.min(wait[0], rate.millisToNext());
            }
            places.forEach(call -> {
                long until = (call.limitNanos(timeoutNanos, graceNanos) - now) / 1_000_000 + 1;
                wait[0] = Math.min(wait[0], Math.max(1, until));
            });
            return wait[0];
        }
    }
}
