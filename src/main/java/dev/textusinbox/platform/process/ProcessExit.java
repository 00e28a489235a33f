package dev.textusinbox.platform.process;

import dev.textusinbox.platform.failure.JobGuard;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The very end of the process. All hooks of a JVM run side by side, the framework's and ours: ours waits until the
 * application is gone, with its last answers and its pool, then ends the embedded database, and turns the 143 of a
 * JVM that got a SIGTERM into the 0 of a program that did as it was told.
 */
@Singleton
public class ProcessExit {

    private static final Logger LOG = Logger.getLogger(ProcessExit.class);
    /** A property of the JVM, not a field: dev mode loads this class anew on each reload. */
    private static final String IN_USE = "dev.textusinbox.application";

    private static final int FIRST = 1;

    /** From SIGTERM on, for all that the application does then: a frozen database makes much of it wait. */
    private static final long MAX_WAIT_MILLIS = 8_500;

    /** And for the embedded database's own end after that: together less than the ten seconds that a supervisor waits. */
    private static final long LAST_MILLIS = 1_000;

    private static final long SOON_MILLIS = 1_000;
    private static final AtomicReference<Task> LAST = new AtomicReference<>(() -> {});
    private static final AtomicBoolean HOOKED = new AtomicBoolean();
    private static final AtomicBoolean BY_SIGNAL = new AtomicBoolean();

    /** What may fail: then that is logged and the process ends all the same. */
    public interface Task {
        void run() throws Exception;
    }

    /** Runs it when the application is gone. */
    public static void last(Task task) {
        LAST.updateAndGet(earlier -> () -> {
            try {
                earlier.run();
            } finally {
                task.run();
            }
        });
        hook();
    }

    void started(@Observes StartupEvent event) {
        JobGuard.programStops(false);
        System.setProperty(IN_USE, "true");
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            hook();
        }
    }

    void stopping(@Observes @Priority(FIRST) ShutdownEvent event) {
        JobGuard.programStops(true);
        BY_SIGNAL.set(LaunchMode.current() == LaunchMode.NORMAL && !event.isStandardShutdown());
    }

    void ended(@Observes @Destroyed(ApplicationScoped.class) Object event) {
        System.clearProperty(IN_USE);
    }

    private static void hook() {
        if (HOOKED.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(ProcessExit::end, "process-exit"));
        }
    }

    private static void end() {
        long start = System.nanoTime();
        try {
            boolean gone = waitWhile(MAX_WAIT_MILLIS, () -> System.getProperty(IN_USE) != null);
            if (!gone) {
                LOG.warn("The program is ended before all of it has come to its end");
            }
            boolean bySignal = BY_SIGNAL.get() || !gone;
            Thread last = new Thread(ProcessExit::runLast, "process-exit-last");
            last.setDaemon(true);
            last.start();
            long left = MAX_WAIT_MILLIS + LAST_MILLIS - (System.nanoTime() - start) / 1_000_000;
            last.join(Math.max(LAST_MILLIS, left));
            if (bySignal) {
                if (gone) {
                    boolean unused =
                            waitWhile(SOON_MILLIS, () -> ApplicationLifecycleManager.getCurrentApplication() != null);
                }
                System.out.flush();
                System.err.flush();
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            LOG.error("The end was not orderly", e);
        }
    }

    private static void runLast() {
        try {
            LAST.get().run();
        } catch (Exception | Error e) {
            LOG.error("The end was not orderly", e);
        }
    }

    /** Whether it came to its end in time. */
    private static boolean waitWhile(long millis, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (condition.getAsBoolean()) {
            if (System.nanoTime() - start >= millis * 1_000_000) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }
}
