package dev.textusinbox.dispatch;

import java.time.Duration;

/** Runs a handler's own code on the runner's thread, and interrupts that thread when the code takes too long. */
final class GuardedCall {
    private final long limitNanos;
    private Thread caller;
    private long started;

    GuardedCall(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** What may hang. */
    interface Work {
        void run() throws Exception;
    }

    void run(Work work) throws Exception {
        synchronized (this) {
            started = System.nanoTime();
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
        if (caller != null && System.nanoTime() - started > limitNanos) {
            caller.interrupt();
        }
    }
}
