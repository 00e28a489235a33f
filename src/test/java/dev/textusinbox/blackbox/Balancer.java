package dev.textusinbox.blackbox;

import dev.textusinbox.simulator.SimulatedDelivery;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts as the provider does through a load balancer: over so many connections, to one instance after the other, and
 * each delivery again until it is acknowledged.
 */
final class Balancer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<InboxProcess> rotation;
    private final Iterator<SimulatedDelivery> deliveries;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<Throwable> unexpected = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private volatile boolean stopping;

    /** Begins at once. */
    Balancer(Collection<InboxProcess> instances, int connections, Iterator<SimulatedDelivery> deliveries) {
        this.rotation = new CopyOnWriteArrayList<>(instances);
        this.deliveries = deliveries;
        for (int i = 0; i < connections; i++) {
            var thread = new Thread(this::post, "balancer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** From now on nothing is posted there; what is under way there gets its answer, or none. */
    void without(InboxProcess instance) {
        rotation.remove(instance);
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /** How many posts were not acknowledged, and made again. */
    int again() {
        return again.get();
    }

    /** Begins no more, and waits for what is under way; the ids of the events. */
    Set<Long> stop() throws InterruptedException {
        stopping = true;
        return awaitAll();
    }

    /** Waits until all is posted and acknowledged; the ids of the events. */
    Set<Long> awaitAll() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            if (thread.isAlive()) {
                throw new AssertionError("not all is acknowledged after " + PATIENCE);
            }
        }
        if (!unexpected.isEmpty()) {
            throw new AssertionError("a post failed", unexpected.get(0));
        }
        return Set.copyOf(acknowledged);
    }

    private void post() {
        try {
            for (SimulatedDelivery next = next(); next != null; next = next()) {
                var post = SignedPost.of(next.body());
                while (!isTaken(post)) {
                    again.incrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | AssertionError e) {
            unexpected.add(e);
        }
    }

    private SimulatedDelivery next() {
        synchronized (deliveries) {
            return !stopping && deliveries.hasNext() ? deliveries.next() : null;
        }
    }

    private boolean isTaken(SignedPost post) throws InterruptedException {
        List<InboxProcess> instances = List.copyOf(rotation);
        InboxProcess instance = instances.get(Math.floorMod(turn.getAndIncrement(), instances.size()));
        try {
            HttpResponse<String> response = instance.client().post(post);
            if (response.statusCode() == 504) {
                return false;
            }
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError("answered " + response.statusCode() + " " + response.body());
            }
            acknowledged.add(InboxClient.parse(response.body()).get("eventId").asLong());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
    }
}
