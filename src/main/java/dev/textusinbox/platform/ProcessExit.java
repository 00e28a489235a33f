package dev.textusinbox.platform;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
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
class ProcessExit {

    private static final Logger LOG = Logger.getLogger(ProcessExit.class);
    /** A property of the JVM, not a field: dev mode loads this class anew on each reload. */
    private static final String IN_USE = "dev.textusinbox.application";

    private static final long LONGEST_WAIT_MILLIS = 20_000;
    private static final AtomicReference<Task> LAST = new AtomicReference<>(() -> {});
    private static final AtomicBoolean HOOKED = new AtomicBoolean();
    private static final AtomicBoolean BY_SIGNAL = new AtomicBoolean();

    /** What may fail: then that is logged and the process ends all the same. */
    interface Task {
        void run() throws Exception;
    }

    /** Runs it when the application is gone. */
    static void last(Task task) {
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
        System.setProperty(IN_USE, "true");
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            hook();
        }
    }

    void stopping(@Observes ShutdownEvent event) {
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
        try {
            waitWhile(LONGEST_WAIT_MILLIS, () -> System.getProperty(IN_USE) != null);
            LAST.get().run();
            if (BY_SIGNAL.get()) {
                waitWhile(1_000, () -> ApplicationLifecycleManager.getCurrentApplication() != null);
                System.out.flush();
                System.err.flush();
                Runtime.getRuntime().halt(0);
            }
        } catch (Exception e) {
            LOG.error("The end was not orderly", e);
        }
    }

    private static void waitWhile(long millis, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (condition.getAsBoolean() && System.nanoTime() - start < millis * 1_000_000) {
            Thread.sleep(10);
        }
    }
}
