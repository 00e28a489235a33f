package dev.textusinbox.dispatch;

import java.time.Duration;

/** Runs a handler's own code on the runner's thread, and interrupts that thread when the code takes too long. */
final class GuardedCall {
    private final long limitNanos;
    private Thread caller;
    private long started;
    private boolean brokenOff;

    GuardedCall(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** What may hang. */
    interface GuardedWork {
        void run() throws Exception;
    }

    void run(GuardedWork work) throws Exception {
        synchronized (this) {
            started = System.nanoTime();
            brokenOff = false;
            caller = Thread.currentThread();
        }
        try {
            work.run();
        } finally {
            synchronized (this) {
                caller = null;
                // Under the lock, so that an interrupt that came too late hits nothing else.
                boolean unused = Thread.interrupted();
            }
        }
    }

    /** To be called now and then from another thread. */
    synchronized void interruptIfLate() {
        if (nanosOver() > 0) {
            caller.interrupt();
        }
    }

    /** Interrupts the call for a reason that is not its own. */
    synchronized void breakOff() {
        if (caller != null) {
            brokenOff = true;
            caller.interrupt();
        }
    }

    /** Whether the last call was broken off: how it ended says nothing of its event. */
    synchronized boolean wasBrokenOff() {
        return brokenOff;
    }

    /** How long the last call took, or takes by now. */
    synchronized long nanos() {
        return System.nanoTime() - started;
    }

    /** By how much the call that is under way is over its limit; 0 or less: it is not, or there is none. */
    synchronized long nanosOver() {
        return caller == null ? 0 : System.nanoTime() - started - limitNanos;
    }
}
