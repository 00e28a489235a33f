package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.simulator.DeliveryFactory;
import java.io.IOException;
import java.net.SocketException;
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
    private static final int RECONNECTING = 6;
    private static final int STOPS = 3;

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

    @Test
    void aConnectionThatWasAcceptedIsNeverClosedUnanswered() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RECONNECTING);
        try (var program = InboxProcess.with(Map.of())) {
            for (int stop = 0; stop < STOPS; stop++) {
                program.start();
                int before = answered.get();
                List<Future<Integer>> clients = new ArrayList<>();
                for (int i = 0; i < RECONNECTING; i++) {
                    clients.add(threads.submit(() -> postOnNewConnections(program)));
                }
                await("events are taken").atMost(Duration.ofSeconds(30)).until(() -> answered.get() > before + 200);
                assertEquals(0, program.stop(), program::lastLines);
                int posts = 0;
                for (Future<Integer> client : clients) {
                    posts += client.get(10, TimeUnit.SECONDS);
                }
                assertEquals(answered.get() - before, posts);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Until the connection is refused; a connection that ends without an answer is an exception. */
    private int postOnNewConnections(InboxProcess program) throws IOException {
        for (int posts = 0; ; posts++) {
            OpenConnection connection;
            try {
                connection = new OpenConnection(program.port());
            } catch (SocketException refused) {
                return posts;
            }
            try (connection) {
                var answer = connection.post(nextPost());
                assertTrue(answer.status() == 202 || answer.status() == 504, () -> "answered " + answer);
                answered.incrementAndGet();
            }
        }
    }

    @Test
    void withAFrozenDatabaseEveryRequestIsAnsweredAndTheExitIsInTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try (var sink = RecordingSink.open();
                var database = PostgresServer.create();
                var program = InboxProcess.with(database.settings())
                        .set("inbox.forwards.orders.url", sink.url())
                        .start()) {
            assertEquals(
                    202,
                    program.client()
                            .post(Deliveries.message("+13035550142", "before"))
                            .statusCode());
            database.freeze();
            try {
                List<Future<OpenConnection.Answer>> posts = new ArrayList<>();
                for (int i = 0; i < CONNECTIONS; i++) {
                    var connection = new OpenConnection(program.port());
                    connection.start(nextPost());
                    posts.add(threads.submit(connection::read));
                }
                // More than InboxProcess waits for the exit would fail it.
                assertEquals(0, program.stop(), program::lastLines);
                for (Future<OpenConnection.Answer> post : posts) {
                    var answer = post.get(1, TimeUnit.SECONDS);
                    assertEquals(504, answer.status(), answer.head());
                }
            } finally {
                database.wake();
            }
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
