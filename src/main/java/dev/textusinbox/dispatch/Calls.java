package dev.textusinbox.dispatch;

import dev.textusinbox.handler.EventHandler;
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

    private final EventHandler handler;
    private final Runner runner;
    private final Window window;
    private final Executor threads;
    private final Verdict verdict;
    private final CallAttempt attempt;
    private final Places places;
    private final long timeoutNanos;
    private final long graceNanos;
    private final Outage outage;
    private WindowEntry suspect;

    /** @param window guards all the state here too */
    Calls(EventHandler handler, Runner runner, Window window, Executor threads) {
        this.handler = handler;
        this.runner = runner;
        this.window = window;
        this.threads = threads;
        this.verdict = new Verdict(runner.settings);
        this.attempt = new CallAttempt(handler, runner, verdict);
        this.outage = new Outage(handler.name(), runner.settings);
        this.places = new Places(runner.settings.concurrency());
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
            places.forEach(call -> lanes.add(call.entry.event.lane()));
        }
        return lanes;
    }

    /** Why no call can begin; null while one can. */
    String stuck() {
        synchronized (window) {
            return places.stuck();
        }
    }

    /** Starts as many threads as there is work for. */
    void go() {
        int free;
        synchronized (window) {
            free = outage.millisLeft() > 0 ? 0 : Math.min(places.free(), window.readyKeys());
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

    private Call next() {
        synchronized (window) {
            if (places.free() <= 0 || !runner.mayCall() || outage.millisLeft() > 0) {
                return null;
            }
            WindowEntry entry = window.start(next -> places.allows(next, attempt.isLarge(next.event)));
            if (entry == null) {
                return null;
            }
            Call call = new Call(entry, Thread.currentThread(), attempt.isLarge(entry.event));
            places.take(call);
            return call;
        }
    }

    private void finish(Call call, Settlement settlement) {
        boolean wake;
        synchronized (window) {
            // Under the lock, so that a late interrupt can't hit the next call.
            boolean unused = Thread.interrupted();
            places.returned(call);
            if (!call.leftBehind) {
                letGo(call, settlement);
            }
            wake = call.isInterrupted()
                    || window.unsettled() == 0
                    || window.unflushed() % 64 == 0
                    || window.readyKeys() == 0;
        }
        if (wake) {
            runner.raise();
        }
    }

    /** Waits for it no longer. */
    private void letGo(Call call, Settlement settlement) {
        places.letGo(call);
        if (call.expired) {
            end(call, verdict.timedOut(call.entry.attempts + 1));
        } else if ((call.brokenOff || runner.isStopping()) && !(settlement instanceof Settlement.Handled)) {
            window.breakOff(call.entry);
            endSuspect(call);
        } else {
            end(call, settlement);
        }
    }

    private void end(Call call, Settlement settlement) {
        if (settlement instanceof Settlement.ReceiverUnavailable away) {
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
        endSuspect(call);
        runner.context.meters().settled(settlement);
    }

    private void endSuspect(Call call) {
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
            if (call.entry.event.lane() == lane) {
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
            letGo(call, null);
        } else {
            // The attempt has failed, whatever its thread still does.
            verdict.timedOut(call.entry.attempts + 1).tell(call.handling);
            call.expire();
        }
    }

    /** What takes long no longer holds the cursor back. */
    void spillSlow() {
        synchronized (window) {
            long now = System.nanoTime();
            places.forEach(call -> {
                boolean waits = handler.reportsOutages() && outage.isTotalSince(call.started);
                if (now - call.started >= SLOW_NANOS && !waits) {
                    window.spill(call.entry, Duration.ofNanos(timeoutNanos));
                }
            });
        }
    }

    long millisToNextTimeout() {
        synchronized (window) {
            long now = System.nanoTime();
            long left = outage.millisLeft();
            long[] wait = {left > 0 ? Math.min(left, IDLE_MILLIS) : IDLE_MILLIS};
            places.forEach(call -> {
                long until = (call.limitNanos(timeoutNanos, graceNanos) - now) / 1_000_000 + 1;
                wait[0] = Math.min(wait[0], Math.max(1, until));
            });
            return wait[0];
        }
    }
}
