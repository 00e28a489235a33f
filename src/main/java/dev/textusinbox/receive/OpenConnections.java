package dev.textusinbox.receive;

import io.netty.channel.Channel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** The server's connections: how many there may be, and how they come to their end on SIGTERM. */
@Singleton
class OpenConnections {
    private static final Logger LOG = Logger.getLogger(OpenConnections.class);
    private static final long LISTENER_MILLIS = 1_000;
    private static final long MAX_DEFAULT = 10_000;
    /** An idle one takes about 10 KB; busy ones need room, too. */
    private static final long HEAP_EACH = 64 << 10;

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Set<HttpEdgeGuard> open = ConcurrentHashMap.newKeySet();
    private final int max;
    private final AtomicLong seen = new AtomicLong();
    private volatile boolean stopping;

    @Inject
    OpenConnections(ReceiveConfig config) {
        this(config.maxConnections()
                .orElse((int) Math.min(MAX_DEFAULT, Runtime.getRuntime().maxMemory() / HEAP_EACH)));
    }

    OpenConnections(int max) {
        this.max = max;
    }

    void listening(Channel listener) {
        listeners.add(new Listener(listener));
    }

    /** False where there are so many that not even that can be told any more. */
    boolean opened(HttpEdgeGuard connection) {
        boolean kept = open.size() < 2L * max;
        if (kept) {
            open.add(connection);
        }
        seen.incrementAndGet();
        return kept;
    }

    void closed(HttpEdgeGuard connection) {
        open.remove(connection);
    }

    /** Whether one that comes now is too many: it is told so, and goes. */
    boolean isFull() {
        return open.size() >= max;
    }

    /** Whether each answer is the last of its connection. */
    boolean isStopping() {
        return stopping;
    }

    /** From now on nobody is let in, and whoever is in is told to go with the next answer. */
    void stopAccepting() {
        stopping = true;
        for (Listener listener : listeners) {
            if (!listener.close(LISTENER_MILLIS)) {
                LOG.warn("The listening socket could not be closed");
            }
        }
    }

    /** Those that nobody uses go. */
    void endIdle() {
        open.forEach(HttpEdgeGuard::endIdle);
    }

    /** All go; who still waits for an answer is told to try again. */
    void endAll() {
        open.forEach(HttpEdgeGuard::endNow);
    }

    /** Whether there is none left, or there is none in time. */
    boolean awaitEmpty(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!isEmpty() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return isEmpty();
    }

    /** One that was accepted is handed to another thread before it is open. */
    private boolean isEmpty() {
        long accepted = listeners.stream().mapToLong(Listener::accepted).sum();
        return seen.get() >= accepted && open.isEmpty();
    }
}
