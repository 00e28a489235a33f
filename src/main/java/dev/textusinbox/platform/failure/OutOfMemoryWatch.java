package dev.textusinbox.platform.failure;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Sees the OutOfMemoryErrors that threads of the framework meet (event loops, its workers, the scheduler, clients of others):
 * they catch and log them, or die of them.
 */
public final class OutOfMemoryWatch {
    private static final Thread.UncaughtExceptionHandler UNCAUGHT = OutOfMemoryWatch::uncaught;
    private static final Handler LOGGED = new Handler() {
        @Override
        public void publish(LogRecord record) {
            OutOfMemory.endIfCauseOf(record.getThrown());
        }

        @Override
        public void flush() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private OutOfMemoryWatch() {}

    /** Watches from now on. To be called first: a start may run out of memory too. */
    public static void begin() {
        Thread.setDefaultUncaughtExceptionHandler(UNCAUGHT);
        Logger.getLogger("").addHandler(LOGGED);
    }

    private static void uncaught(Thread thread, Throwable thrown) {
        OutOfMemory.endIfCauseOf(thrown);
        org.jboss.logging.Logger.getLogger(OutOfMemoryWatch.class)
                .errorf(thrown, "Thread %s has ended", thread.getName());
    }
}
