package dev.textusinbox.dispatch;

import dev.textusinbox.handler.ReceiverAnswer;
import dev.textusinbox.trace.Handling;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One call on its thread, for one event or for some together. All fields are guarded by the window. */
final class Call {
    /** Each key's in their order. */
    final List<WindowEntry> entries;
    /** The only one, but in a batch. */
    final WindowEntry entry;

    final Thread thread;
    /** Whether its body is loaded for it alone. */
    final boolean isLarge;

    final long started = System.nanoTime();
    /** Whether it counts among those that may be under way at once. */
    boolean hasPlace = true;
    /** Whether it had its time: the attempt has failed, whatever it still does. */
    boolean expired;
    /** Whether it was interrupted for a reason that is none of its own. */
    boolean brokenOff;
    /** Whether nobody waits for it any more. */
    boolean leftBehind;
    /** Since when it should have come back. */
    private long interruptedAt;
    /** What the receiver answered; its own thread's until it has come back. */
    ReceiverAnswer response;
    /** Not guarded: its own thread begins it, and whoever knows the outcome first ends it. */
    volatile Handling handling = Handling.NONE;

    Call(List<WindowEntry> entries, Thread thread, boolean isLarge) {
        this.entries = entries;
        this.entry = entries.get(0);
        this.thread = thread;
        this.isLarge = isLarge;
    }

    /** Does it for each, the last first. */
    void backwards(Consumer<WindowEntry> action) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            action.accept(entries.get(i));
        }
    }

    boolean isBatch() {
        return entries.size() > 1;
    }

    boolean isInterrupted() {
        return expired || brokenOff;
    }

    /** Its time is over. */
    void expire() {
        expired = true;
        interrupt();
    }

    /** No fault of its own; nothing where it is interrupted already. */
    void breakOff() {
        if (!isInterrupted()) {
            brokenOff = true;
            interrupt();
        }
    }

    /** Under the window's lock, so that it hits this call and no later one. */
    private void interrupt() {
        interruptedAt = System.nanoTime();
        thread.interrupt();
    }

    /** When the next limit is reached that it is under: that of its time, or once interrupted that of its coming back. */
    long limitNanos(long timeoutNanos, long graceNanos) {
        return isInterrupted() ? interruptedAt + graceNanos : started + timeoutNanos;
    }

    long millis() {
        return Duration.ofNanos(System.nanoTime() - started).toMillis();
    }
}
