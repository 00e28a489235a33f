package dev.textusinbox.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Posts signed deliveries to a webhook, as the provider would: some twice, some out of order, and again with a
 * growing pause where the answer is 504 or none.
 *
 * <p>Bounded: never more under way than {@link SimulatedTraffic#concurrency()}. One {@link #send} at a time.
 */
public final class Sender implements AutoCloseable {
    /** What {@link #answers} counts an attempt under that got no answer at all. */
    public static final int NO_ANSWER = 0;

    private static final int TRANSIENT = 504;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    // The provider goes on for 12 hours; these end within about a minute, as nobody here waits longer.
    private static final int MAX_ATTEMPTS = 10;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long MAX_PAUSE_MILLIS = 10_000;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final URI webhook;
    private final String secret;
    private final SimulatedTraffic traffic;
    private final Random random;
    private final Semaphore free;
    private volatile boolean closed;

    public Sender(URI webhook, String secret, SimulatedTraffic traffic, Random random) {
        this.webhook = webhook;
        this.secret = secret;
        this.traffic = traffic;
        this.random = random;
        this.free = new Semaphore(traffic.concurrency());
    }

    /** Sends them all, and returns when all are answered or dropped; earlier where it is closed meanwhile. */
    public void send(Iterator<SimulatedDelivery> deliveries) throws InterruptedException {
        var disordered = new Disorder(deliveries, traffic, random);
        long start = System.nanoTime();
        for (long sent = 0; !closed && disordered.hasNext(); sent++) {
            pause(start, sent);
            free.acquire();
            attempt(disordered.next(), 1);
        }
        free.acquire(traffic.concurrency());
        free.release(traffic.concurrency());
    }

    /** How many answers of each status there were so far, those to repeats and further attempts included. */
    public Map<Integer, Long> answers() {
        var counted = new TreeMap<Integer, Long>();
        answers.forEach((status, count) -> counted.put(status, count.sum()));
        return counted;
    }

    /** Sends nothing more; what is under way may still be answered. */
    @Override
    public void close() {
        closed = true;
    }

    private void pause(long start, long sent) throws InterruptedException {
        if (traffic.perSecond() > 0) {
            long due = start + (long) (sent * 1e9 / traffic.perSecond());
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
    }

    private void attempt(SimulatedDelivery delivery, int number) {
        if (closed) {
            free.release();
            return;
        }
        var unused = client.sendAsync(request(delivery), BodyHandlers.discarding())
                .handle((response, failure) -> failure == null ? response.statusCode() : NO_ANSWER)
                .thenAccept(status -> answered(delivery, number, status));
    }

    private void answered(SimulatedDelivery delivery, int number, int status) {
        answers.computeIfAbsent(status, s -> new LongAdder()).increment();
        if ((status == TRANSIENT || status == NO_ANSWER) && number < MAX_ATTEMPTS) {
            long pause = Math.min(FIRST_PAUSE_MILLIS << (number - 1), MAX_PAUSE_MILLIS);
            CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS)
                    .execute(() -> attempt(delivery, number + 1));
        } else {
            free.release();
        }
    }

    private HttpRequest request(SimulatedDelivery delivery) {
        return HttpRequest.newBuilder(webhook)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header(SimulatedDelivery.SIGNATURE_HEADER, delivery.signature(secret))
                .POST(BodyPublishers.ofByteArray(delivery.body()))
                .build();
    }
}
