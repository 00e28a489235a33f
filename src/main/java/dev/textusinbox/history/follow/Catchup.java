package dev.textusinbox.history.follow;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import dev.textusinbox.history.event.Selection;
import dev.textusinbox.history.follow.Entries.EntryChunk;
import dev.textusinbox.platform.failure.JobGuard;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.process.Workers;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads chunks of history for those that are behind or export, on two threads and so two connections for all of them:
 * each asks for one chunk at a time, and they take turns.
 */
@ApplicationScoped
class Catchup {
    private static final int THREADS = 2;
    private static final int STRETCH_EVENTS = 200;

    private final Entries log;
    private final JobGuard guard = new JobGuard("history-catchup");
    private final ExecutorService threads = Workers.fixed("history-catchup", THREADS);

    Catchup(Entries log) {
        this.log = log;
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    /** Reads up to the head of that moment, and hands it to one of the two on a thread of its own. */
    void read(Selection selection, long position, Consumer<EntryChunk> then, Runnable failed) {
        submit(() -> chunk(selection, SortOrder.ASC, position, Math.max(log.head(), position)), then, failed);
    }

    /** Reads in either order, up to the given head. */
    void read(
            Selection selection,
            SortOrder order,
            long position,
            long head,
            Consumer<EntryChunk> then,
            Runnable failed) {
        submit(() -> chunk(selection, order, position, head), then, failed);
    }

    private EntryChunk chunk(Selection selection, SortOrder order, long position, long head) {
        return log.after(selection, order, position, head, STRETCH_EVENTS, Entries.STRETCH_BYTES);
    }

    private void submit(Supplier<EntryChunk> read, Consumer<EntryChunk> then, Runnable failed) {
        threads.execute(() -> {
            EntryChunk[] chunk = new EntryChunk[1];
            boolean unused = guard.run(() -> chunk[0] = orNull(read));
            if (chunk[0] == null) {
                failed.run();
            } else {
                then.accept(chunk[0]);
            }
        });
    }

    /** Too much is being read just now: that is no failure, and the reader comes again. */
    private static EntryChunk orNull(Supplier<EntryChunk> read) {
        try {
            return read.get();
        } catch (ProblemException e) {
            return null;
        }
    }
}
