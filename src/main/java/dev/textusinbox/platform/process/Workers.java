package dev.textusinbox.platform.process;

import dev.textusinbox.platform.failure.OutOfMemory;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Threads for work that comes and ends; for work without an end there is {@link Loop}. What a task throws costs a line in the
 * log and no thread, and an OutOfMemoryError ends the process even where a future would have kept it for nobody.
 */
public final class Workers {
    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final int IDLE_SECONDS = 60;

    static {
        OutOfMemory.prepare();
        // Gone through once, since the first time takes memory.
        ended(() -> {}, new IllegalStateException("nothing failed"));
    }

    private Workers() {}

    /** As many threads as there is work, each with a number after its name. */
    public static ExecutorService cached(String name) {
        return new Pool(0, Integer.MAX_VALUE, new SynchronousQueue<>(), new Daemons(name, true));
    }

    /** So many threads; the rest waits. */
    public static ExecutorService fixed(String name, int threads) {
        return new Pool(threads, threads, new LinkedBlockingQueue<>(), new Daemons(name, threads > 1));
    }

    /** One thread for what is to be done later. */
    public static ScheduledExecutorService timer(String name) {
        return new Timer(new Daemons(name, false));
    }

    private static void ended(Runnable task, Throwable thrown) {
        try {
            Throwable failure = thrown == null ? kept(task) : thrown;
            if (failure != null) {
                OutOfMemory.endIfCauseOf(failure);
            }
        } catch (OutOfMemoryError e) {
            // To ask a future takes memory, too.
            OutOfMemory.endIfCauseOf(e);
        }
    }

    /** What a future has caught: its owner may never ask. */
    private static Throwable kept(Runnable task) {
        if (!(task instanceof Future<?> future) || !future.isDone() || future.isCancelled()) {
            return null;
        }
        try {
            future.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            // It is done, so nothing waits; the pool is closing.
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private record Daemons(String name, boolean numbered, AtomicInteger count) implements ThreadFactory {
        Daemons(String name, boolean numbered) {
            this(name, numbered, new AtomicInteger());
        }

        @Override
        public Thread newThread(Runnable work) {
            int number = count.incrementAndGet();
            var thread = new Thread(work, numbered ? name + '-' + number : name);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((of, thrown) -> {
                OutOfMemory.endIfCauseOf(thrown);
                LOG.errorf(thrown, "%s failed", of.getName());
            });
            return thread;
        }
    }

    private static final class Pool extends ThreadPoolExecutor {
        Pool(int min, int max, BlockingQueue<Runnable> queue, ThreadFactory threads) {
            super(min, max, IDLE_SECONDS, TimeUnit.SECONDS, queue, threads);
        }

        @Override
        protected void afterExecute(Runnable task, Throwable thrown) {
            ended(task, thrown);
        }
    }

    private static final class Timer extends ScheduledThreadPoolExecutor {
        Timer(ThreadFactory threads) {
            super(1, threads);
        }

        @Override
        protected void afterExecute(Runnable task, Throwable thrown) {
            ended(task, thrown);
        }
    }
}
