package dev.textusinbox.history;

import dev.textusinbox.history.Entries.Stretch;
import dev.textusinbox.history.PageCursor.Order;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads stretches of history for those that are behind or export, on two threads and so two connections for all of them:
 * each asks for one stretch at a time, and they take turns.
 */
@ApplicationScoped
class Catchup {
    private static final int THREADS = 2;
    private static final int STRETCH_EVENTS = 200;

    private final Entries log;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "history-catchup");
        thread.setDaemon(true);
        return thread;
    });

    Catchup(Entries log) {
        this.log = log;
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    /** Reads up to the head of that moment, and hands it to one of the two on a thread of its own. */
    void read(Selection selection, long position, Consumer<Stretch> then, Runnable failed) {
        submit(() -> stretch(selection, Order.ASC, position, Math.max(log.head(), position)), then, failed);
    }

    /** Reads in either order, up to the given head. */
    void read(Selection selection, Order order, long position, long head, Consumer<Stretch> then, Runnable failed) {
        submit(() -> stretch(selection, order, position, head), then, failed);
    }

    private Stretch stretch(Selection selection, Order order, long position, long head) {
        return log.after(selection, order, position, head, STRETCH_EVENTS, Entries.STRETCH_BYTES);
    }

    private void submit(Supplier<Stretch> read, Consumer<Stretch> then, Runnable failed) {
        threads.execute(() -> {
            Stretch stretch;
            try {
                stretch = read.get();
            } catch (RuntimeException e) {
                failed.run();
                return;
            }
            then.accept(stretch);
        });
    }
}
