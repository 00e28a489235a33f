package dev.textusinbox.history.event;

import dev.textusinbox.platform.http.CurrentRequest;
import dev.textusinbox.platform.http.OutgoingBytes;
import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * The memory that bodies may take on their way to readers, all together: whoever wants one too many waits, and is told to come
 * again. Receiving, in the same process, never lacks memory because somebody reads.
 */
@ApplicationScoped
public class ReadMemory {
    /**
     * On its way out a body is there about so many times: the driver's row, the bytes, the text, the answer, the socket's copy.
     */
    public static final int COPIES = 5;

    /** Of the heap; bodies that come in have twice as much. */
    private static final int SHARE = 8;

    private static final int KILOBYTE = 1024;
    private static final long LOOK_MILLIS = 20;
    private static final String OF_REQUEST = ReadMemory.class.getName();
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OutgoingBytes outgoing;
    private final int all;
    private final Semaphore free;

    @Inject
    ReadMemory(OutgoingBytes outgoing) {
        this(outgoing, Runtime.getRuntime().maxMemory() / SHARE);
    }

    ReadMemory(OutgoingBytes outgoing, long bytes) {
        this.outgoing = outgoing;
        this.all = (int) Math.min(Integer.MAX_VALUE, kilobytes(bytes));
        // Not fair: one that waits for much would hold up all that want little.
        this.free = new Semaphore(all);
    }

    /** What one has of it, until it is given back. */
    public final class Held implements AutoCloseable {
        private final AtomicInteger kilobytes = new AtomicInteger();

        /** Of one that asks a second time it is never more than all: it would wait for itself. */
        private Held add(long bytes, Duration patience) {
            int wanted = (int) Math.min(all - kilobytes.get(), kilobytes(bytes));
            await(wanted, patience);
            kilobytes.addAndGet(wanted);
            return this;
        }

        /** The rest is given back; nothing where that is more than there is. */
        public void shrinkTo(long bytes) {
            int wanted = (int) Math.min(Integer.MAX_VALUE, kilobytes(bytes));
            int before = kilobytes.getAndUpdate(now -> Math.min(now, wanted));
            free.release(Math.max(0, before - wanted));
        }

        /** Once or more often. */
        @Override
        public void close() {
            shrinkTo(0);
        }
    }

    /**
     * Takes so many bytes, or all that there is where that is less.
     *
     * @throws ProblemException 503 where they don't get free in time
     */
    public Held take(long bytes, Duration patience) {
        return new Held().add(bytes, patience);
    }

    private void await(int wanted, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (outgoing.areTooMany() && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            if (!outgoing.areTooMany() && free.tryAcquire(wanted, until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(Problem.of(503, "Too much is being read just now; try again."));
    }

    /** Does something that needs so many bytes meanwhile. */
    <T> T during(long bytes, Supplier<T> work) {
        Held held = take(bytes, PATIENCE);
        try {
            return work.get();
        } finally {
            held.close();
        }
    }

    /** The same until the answer to the current request is written; outside a request nothing is kept. */
    void takeForAnswer(long bytes) {
        ResteasyReactiveRequestContext request = CurrentRequest.get();
        if (request == null) {
            take(bytes, PATIENCE).close();
        } else if (request.getProperty(OF_REQUEST) instanceof Held held) {
            held.add(bytes, PATIENCE);
        } else {
            Held held = take(bytes, PATIENCE);
            request.setProperty(OF_REQUEST, held);
            request.registerCompletionCallback(failure -> held.close());
        }
    }

    private static long kilobytes(long bytes) {
        return (bytes + KILOBYTE - 1) / KILOBYTE;
    }
}
