package dev.textusinbox.platform.process;

import dev.textusinbox.platform.failure.JobGuard;
import dev.textusinbox.platform.failure.OutOfMemory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A thread that works in rounds until it is told to stop. Whatever a round throws, {@code Error} included, the next one
 * follows after a pause ({@link JobGuard} counts and logs it). Every thread of the program that must run for ever is one.
 */
public final class Loop {
    private static final long MIN_PAUSE_MILLIS = 10;
    private static final long MAX_PAUSE_MILLIS = 1_000;

    /** Those that were started and have not ended as they were told to. */
    private static final Set<Loop> STARTED = ConcurrentHashMap.newKeySet();

    private final String name;
    private final JobGuard guard;
    private final JobGuard.Round round;
    private final BooleanSupplier idle;
    private final boolean once;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private boolean ended;

    /** @param round waits for something to do, and does it; it may be interrupted by {@link #stopNow} */
    public Loop(String name, JobGuard.Round round) {
        this(name, round, () -> true);
    }

    /** @param idle asked on the loop's thread once it is to stop: whether nothing is in hand that must be done before */
    public Loop(String name, JobGuard.Round round, BooleanSupplier idle) {
        this(name, round, idle, false);
    }

    private Loop(String name, JobGuard.Round round, BooleanSupplier idle, boolean once) {
        this.once = once;
        this.name = name;
        this.guard = new JobGuard(name);
        this.round = round;
        this.idle = idle;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /** Ends after the first round that goes well. */
    public static Loop untilDone(String name, JobGuard.Round round) {
        return new Loop(name, round, () -> true, true);
    }

    /** To be called once. */
    public void start() {
        STARTED.add(this);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            OutOfMemory.endIfCauseOf(e);
        }
    }

    public boolean isStopping() {
        return stop.getCount() == 0;
    }

    /** Ends when the round is over and it is idle. */
    public void stopSoon() {
        stop.countDown();
    }

    /** Like {@link #stopSoon}, and interrupts the round. */
    public void stopNow() {
        stop.countDown();
        thread.interrupt();
    }

    /** Waits for the end; false if it has not come by then. */
    public boolean awaitEnd(Duration limit) {
        try {
            thread.join(Math.max(1, limit.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    /** The names of loops whose thread has ended though nobody told it to. */
    static List<String> lost() {
        return STARTED.stream()
                .filter(loop -> loop.thread.getState() == Thread.State.TERMINATED)
                .map(loop -> loop.name)
                .sorted()
                .toList();
    }

    private void run() {
        while (!ended) {
            // Before it looks whether to stop: an interrupt that comes with the stop is not lost.
            boolean unused = Thread.interrupted();
            if (!guard.run(this::roundOrEnd)) {
                pause();
            }
        }
        STARTED.remove(this);
    }

    private void roundOrEnd() throws Exception {
        if (isStopping() && idle.getAsBoolean()) {
            ended = true;
        } else {
            round.run();
            ended = once;
        }
    }

    /** Short after a single failure, since others may wait for what comes next; growing while it goes on failing. */
    private void pause() {
        long millis = Math.min(MAX_PAUSE_MILLIS, MIN_PAUSE_MILLIS << Math.min(10, guard.failuresInARow() - 1));
        try {
            if (stop.await(millis, TimeUnit.MILLISECONDS)) {
                TimeUnit.MILLISECONDS.sleep(MIN_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // Told to stop.
            Thread.currentThread().interrupt();
        }
    }
}
