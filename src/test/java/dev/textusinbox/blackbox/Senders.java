package dev.textusinbox.blackbox;

import dev.textusinbox.simulator.SimulatedDelivery;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts deliveries over so many connections at once, as fast as they are answered, and keeps every answer. */
final class Senders implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;

    private final InboxClient inbox;
    private final Iterator<SimulatedDelivery> deliveries;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Throwable> unexpected = new CopyOnWriteArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean stopping;

    /**
     * What became of one delivery.
     *
     * @param response null where there was none, and then
     * @param failure says why
     * @param millis how long it took
     */
    record Answer(SimulatedDelivery delivery, HttpResponse<String> response, IOException failure, long millis) {
        int status() {
            return response == null ? 0 : response.statusCode();
        }

        boolean acknowledged() {
            return status() >= 200 && status() < 300;
        }

        String eventId() throws IOException {
            return InboxClient.parse(response.body()).get("eventId").asText();
        }
    }

    /** Begins at once. */
    Senders(InboxClient inbox, int connections, Iterator<SimulatedDelivery> deliveries) {
        this.inbox = inbox;
        this.deliveries = deliveries;
        for (int i = 0; i < connections; i++) {
            var thread = new Thread(this::send, "sender-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void send() {
        try {
            for (SimulatedDelivery next = next(); next != null; next = next()) {
                keep(answerTo(next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            unexpected.add(e);
        }
    }

    private SimulatedDelivery next() {
        synchronized (deliveries) {
            return !stopping && deliveries.hasNext() ? deliveries.next() : null;
        }
    }

    private Answer answerTo(SimulatedDelivery delivery) throws InterruptedException {
        long start = System.nanoTime();
        try {
            return new Answer(delivery, inbox.post(SignedPost.of(delivery.body())), null, millisSince(start));
        } catch (IOException e) {
            return isClosedHere(e) ? answerTo(delivery) : new Answer(delivery, null, e, millisSince(start));
        }
    }

    /**
     * Java's client throws away an answer that is there before it has taken the connection out of its pool, and hangs up. On the
     * wire there is one whole answer, and then its FIN.
     */
    private static boolean isClosedHere(Throwable failure) {
        return failure != null
                && ("connection closed locally".equals(failure.getMessage()) || isClosedHere(failure.getCause()));
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private void keep(Answer answer) {
        synchronized (answers) {
            answers.add(answer);
        }
        (answer.acknowledged() ? acknowledged : refused).incrementAndGet();
    }

    /** How many were answered 2xx so far. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** How many were answered anything else so far, or nothing. */
    int refused() {
        return refused.get();
    }

    /** Sends no more, waits for what is under way, and gives all answers in the order of their arrival. */
    List<Answer> stop() throws InterruptedException {
        stopping = true;
        return awaitAll();
    }

    /** Waits until all is sent and answered. */
    List<Answer> awaitAll() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            if (thread.isAlive()) {
                throw new AssertionError("a sender still waits for an answer after " + PATIENCE_SECONDS + " s");
            }
        }
        if (!unexpected.isEmpty()) {
            throw new AssertionError("a sender failed", unexpected.get(0));
        }
        synchronized (answers) {
            return List.copyOf(answers);
        }
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
    }
}
