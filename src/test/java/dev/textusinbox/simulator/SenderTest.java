package dev.textusinbox.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTest {
    private static final String SECRET = "textus-test-secret-0001";

    private final List<SimulatedDelivery> deliveries = Stream.generate(
                    new DeliveryFactory(new Random(), Clock.systemUTC(), 5)::next)
            .limit(40)
            .toList();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private HttpServer server;
    private volatile IntUnaryOperator answer = request -> 202;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhooks/textus", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void allArriveSignedAndAreCounted() throws InterruptedException {
        try (Sender sender = sender(new SimulatedTraffic(0, 4, 0, 0))) {
            sender.send(deliveries.iterator());

            assertEquals(Map.of(202, 40L), sender.answers());
        }
        assertEquals(sorted(deliveries.stream().map(SimulatedDelivery::text)), sorted(received.stream()));
        assertTrue(mostUnderWay.get() <= 4, () -> mostUnderWay + " at once");
    }

    @Test
    void one504IsTriedAgainUntilItIsTaken() throws InterruptedException {
        answer = request -> request <= 3 ? 504 : 200;

        try (Sender sender = sender(new SimulatedTraffic(0, 1, 0, 0))) {
            sender.send(deliveries.subList(0, 2).iterator());

            assertEquals(Map.of(200, 2L, 504, 3L), sender.answers());
        }
    }

    @Test
    void otherErrorsAreNotTriedAgain() throws InterruptedException {
        answer = request -> 401;

        try (Sender sender = sender(new SimulatedTraffic(0, 2, 0, 0))) {
            sender.send(deliveries.iterator());

            assertEquals(Map.of(401, 40L), sender.answers());
        }
    }

    @Test
    void itKeepsToItsRate() throws InterruptedException {
        long start = System.nanoTime();
        try (Sender sender = sender(new SimulatedTraffic(100, 4, 0, 0))) {
            sender.send(deliveries.iterator());
        }
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(390));
    }

    @Test
    void closingEndsAnEndlessOne() throws InterruptedException {
        var sender = sender(new SimulatedTraffic(0, 2, 0, 0));
        var some = new CountDownLatch(10);
        answer = request -> {
            some.countDown();
            return 202;
        };
        var thread = new Thread(() -> sendEndlessly(sender));
        thread.start();
        assertTrue(some.await(10, TimeUnit.SECONDS));

        sender.close();

        thread.join(TimeUnit.SECONDS.toMillis(10));
        assertTrue(!thread.isAlive());
    }

    @ParameterizedTest
    @CsvSource({"-1, 1, 0, 0", "NaN, 1, 0, 0", "1, 0, 0, 0", "1, 1, 1.1, 0", "1, 1, 0, -0.1", "1, 1, NaN, 0"})
    void trafficThatCannotBeIsRefused(double perSecond, int concurrency, double repeated, double reordered) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SimulatedTraffic(perSecond, concurrency, repeated, reordered));
    }

    private static void sendEndlessly(Sender sender) {
        try {
            sender.send(new DeliveryFactory(new Random(), Clock.systemUTC(), 5));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Sender sender(SimulatedTraffic traffic) {
        URI webhook = URI.create("http://localhost:" + server.getAddress().getPort() + "/webhooks/textus");
        return new Sender(webhook, SECRET, traffic, new Random());
    }

    private void receive(HttpExchange exchange) throws IOException {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String expected = new SimulatedDelivery("", "", text).signature(SECRET);
        boolean signed = expected.equals(exchange.getRequestHeaders().getFirst("X-TextUs-Signature"));
        received.add(text);
        int status = signed ? answer.applyAsInt(requests.incrementAndGet()) : 403;
        underWay.decrementAndGet();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static List<String> sorted(Stream<String> texts) {
        return texts.sorted().toList();
    }
}
