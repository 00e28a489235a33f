package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.simulator.DeliveryFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** SIGTERM while the provider sends: the proxy in front must never see a connection break under a request. */
class ShutdownIT {
    private static final Logger LOG = Logger.getLogger(ShutdownIT.class);
    private static final int CONNECTIONS = 16;

    private final AtomicInteger answered = new AtomicInteger();
    private final DeliveryFactory deliveries = Deliveries.factory(100);

    /**
     * What one connection saw until its end.
     *
     * @param broken the end came instead of an answer
     */
    private record Seen(int taken, int tryAgain, String broken) {}

    @Test
    void everyRequestOnAnOpenConnectionIsAnsweredAndTheExitIsClean() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try (var program = InboxProcess.with(Map.of()).start()) {
            List<Future<Seen>> connections = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(threads.submit(() -> postUntilClosed(program)));
            }
            await("events are taken").atMost(Duration.ofSeconds(30)).until(() -> answered.get() > 1_000);
            int before = answered.get();
            long start = System.nanoTime();
            int code = program.stop();
            long millis = (System.nanoTime() - start) / 1_000_000;
            int taken = 0;
            int tryAgain = 0;
            List<String> broken = new ArrayList<>();
            for (Future<Seen> connection : connections) {
                Seen seen = connection.get(10, TimeUnit.SECONDS);
                taken += seen.taken();
                tryAgain += seen.tryAgain();
                if (seen.broken() != null) {
                    broken.add(seen.broken());
                }
            }
            LOG.infof(
                    "exit code %d in %d ms; %d answered before the signal, %d after it, of these %d with 504",
                    code, millis, before, taken + tryAgain - before, tryAgain);
            assertEquals(List.of(), broken, "connections that ended under a request, of " + CONNECTIONS);
            assertEquals(0, code, program::lastLines);
        } finally {
            threads.shutdownNow();
        }
    }

    private Seen postUntilClosed(InboxProcess program) {
        int taken = 0;
        int tryAgain = 0;
        try (var connection = new OpenConnection(program.port())) {
            while (true) {
                var answer = connection.post(nextPost());
                answered.incrementAndGet();
                assertTrue(answer.status() == 202 || answer.status() == 504, () -> "answered " + answer);
                if (answer.status() == 202) {
                    taken++;
                } else {
                    tryAgain++;
                }
                if (answer.closes()) {
                    return new Seen(taken, tryAgain, null);
                }
            }
        } catch (IOException e) {
            return new Seen(taken, tryAgain, "after " + taken + " answers of 202: " + e);
        }
    }

    private synchronized SignedPost nextPost() {
        return SignedPost.of(deliveries.next().body());
    }
}
