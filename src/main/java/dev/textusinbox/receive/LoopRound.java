package dev.textusinbox.receive;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What an event loop reads in one round: all requests that have come while it was busy with the round before. The last of
 * them waits for all the others, so a round that is long means that more comes than is taken. Belongs to its loop's thread.
 */
final class LoopRound {
    /** Refusing what is beyond must fit into what is left of a tenth of a second. */
    private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** A long round of so few ends by itself. */
    private static final int FEW = 32;

    /** A request takes a loop a tenth of a millisecond: this long between two is a pause of the whole process, no overload. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final ThreadLocal<LoopRound> OF_THREAD =
            ThreadLocal.withInitial(() -> new LoopRound(System::nanoTime));

    private final LongSupplier nanoTime;
    private boolean running;
    private long begunNanos;
    private long lastNanos;
    private boolean paused;
    private int taken;

    LoopRound(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The round of the calling thread, which is the event loop's. */
    static LoopRound current(EventLoop loop) {
        LoopRound round = OF_THREAD.get();
        round.join(loop);
        return round;
    }

    void join(EventLoop loop) {
        if (!running) {
            running = true;
            begunNanos = nanoTime.getAsLong();
            lastNanos = begunNanos;
            paused = false;
            taken = 0;
            // Tasks run after all that was ready has been read.
            loop.execute(() -> running = false);
        }
    }

    /** Whether there is time for one more request in this round; the others are better told to come again. */
    boolean hasTime() {
        long now = nanoTime.getAsLong();
        forgivePause(now);
        if (taken < FEW || now - begunNanos < MAX_NANOS) {
            taken++;
            return true;
        }
        return false;
    }

    /** One in a round: a collector's. A loop that is delayed again and again has more to do than it can. */
    private void forgivePause(long now) {
        long gap = now - lastNanos;
        lastNanos = now;
        if (gap >= PAUSE_NANOS && !paused) {
            paused = true;
            begunNanos += gap;
        }
    }
}
