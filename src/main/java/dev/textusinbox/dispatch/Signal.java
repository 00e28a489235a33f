package dev.textusinbox.dispatch;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread; raised while nobody waits, it is kept, once. */
final class Signal {
    private final Semaphore raised = new Semaphore(0);

    void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Returns when raised, or after the time. */
    void await(long millis) {
        try {
            if (raised.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                raised.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
