package dev.textusinbox.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderModelTest {
    private static final String SECRET = "textus-test-secret-0001";
    /** An hour in a tenth of a second. */
    private static final double FAST = 36_000;
    /** In place of a status: no answer. */
    private static final int NONE = 0;

    private final List<SimulatedDelivery> deliveries = Stream.generate(
                    new DeliveryFactory(new Random(), Clock.systemUTC(), 5)::next)
            .limit(20)
            .toList();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private ProviderModel provider;
    private volatile IntUnaryOperator answer = request -> 202;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhooks/textus", this::receive);
        server.setExecutor(threads);
        server.start();
        provider = model(FAST, Duration.ofSeconds(10));
    }

    @AfterEach
    void stopServer() {
        provider.close();
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void whatIsAnswered2xxIsDeliveredOnce() {
        deliveries.forEach(provider::send);
        await().until(() -> provider.stats().open() == 0);
        assertEquals(new ProviderStats(20, 20, 0, 0, 20, 0, 0, false, Map.of(202, 20)), provider.stats());
        assertTrue(provider.events().stream().allMatch(event -> event.delivered() && event.attempts() == 1));
    }

    @Test
    void a504IsTriedAgainUntilItIsTaken() {
        answer = request -> request <= 3 ? 504 : 200;
        provider.send(deliveries.get(0));
        await().until(() -> provider.stats().open() == 0);
        assertEquals(new ProviderStats(1, 1, 0, 0, 4, 0, 0, false, Map.of(200, 1, 504, 3)), provider.stats());
    }

    @Test
    void a504ForTwelveHoursIsLost() {
        answer = request -> 504;
        provider.send(deliveries.get(0));
        await().until(() -> provider.stats().open() == 0);
        var event = provider.events().get(0);
        assertTrue(event.lost());
        assertTrue(event.attempts() > 10, () -> "attempts: " + event.attempts());
    }

    @Test
    void anyOtherErrorStopsEverythingUntilAnHourlyAttemptIsTaken() {
        answer = request -> request <= 3 ? 500 : 200;
        provider.send(deliveries.get(0));
        await().until(() -> provider.stats().failed());
        deliveries.subList(1, 20).forEach(provider::send);

        await().until(() -> provider.stats().open() == 0);

        ProviderStats stats = provider.stats();
        assertEquals(20, stats.delivered());
        assertEquals(1, stats.pauses());
        assertEquals(Map.of(200, 20, 500, 3), stats.answers());
        List<String> first = received.subList(0, 4);
        assertEquals(1, first.stream().distinct().count(), "nothing else is sent while it is marked failed");
    }

    @Test
    void anEventThatWaitedAfterA504IsKeptTooAndNotLost() {
        answer = request -> request == 1 ? 504 : request <= 16 ? 401 : 200;
        provider.send(deliveries.get(0));
        await().until(() -> provider.stats().attempts() > 0);
        provider.send(deliveries.get(1));
        await().until(() -> provider.stats().open() == 0);
        assertEquals(2, provider.stats().delivered());
        assertEquals(0, provider.stats().lost());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 504})
    void whatFailsWhileTheMarkIsBeingSetIsKeptAndSentOnceTheMarkIsCleared(int late) {
        answer = request -> switch (request) {
            case 1 -> after(() -> received.size() == 2, 500);
            case 2 -> after(() -> provider.stats().failed(), late);
            default -> 200;
        };
        provider.send(deliveries.get(0));
        provider.send(deliveries.get(1));
        await().until(() -> provider.stats().open() == 0);
        var answers = late == 500 ? Map.of(200, 2, 500, 2) : Map.of(200, 2, 500, 1, late, 1);
        assertEquals(new ProviderStats(2, 2, 0, 0, 4, 0, 1, false, answers), provider.stats());
    }

    @Test
    void whatFailsInTheReplaySetsTheMarkAgainAndNothingIsLostOrSentTwice() {
        // The second of the hourly attempts is taken; the first of what had been kept fails, with two more under way.
        answer = request -> switch (request) {
            case 1, 2 -> 500;
            case 4 -> after(() -> received.size() == 6, 401);
            case 5 -> after(() -> provider.stats().pauses() == 2, 500);
            case 6 -> after(() -> provider.stats().pauses() == 2, 504);
            default -> 200;
        };
        provider.send(deliveries.get(0));
        await().until(() -> provider.stats().failed());
        deliveries.subList(1, 4).forEach(provider::send);
        await().until(() -> provider.stats().open() == 0);
        assertEquals(
                new ProviderStats(4, 4, 0, 0, 9, 0, 2, false, Map.of(200, 4, 401, 1, 500, 3, 504, 1)),
                provider.stats());
    }

    @Test
    void anHourlyAttemptThatEndsInALaterPauseIsKeptLikeAnyOther() {
        // 1 sets the mark; 3 is the hourly attempt, and under way when 2, from before, clears it and 4 sets it again.
        answer = request -> switch (request) {
            case 1 -> after(() -> received.size() == 2, 500);
            case 2 -> after(() -> received.size() == 3, 200);
            case 3 -> after(() -> provider.stats().pauses() == 2, 500);
            case 4 -> 500;
            default -> 200;
        };
        provider.send(deliveries.get(0));
        provider.send(deliveries.get(1));
        await().until(() -> provider.stats().delivered() == 1);
        provider.send(deliveries.get(2));
        await().until(() -> provider.stats().open() == 0);
        assertEquals(new ProviderStats(3, 3, 0, 0, 6, 0, 2, false, Map.of(200, 3, 500, 3)), provider.stats());
    }

    @Test
    void inAStormOfFailuresEachIsTakenOnceAndNoneIsForgotten() {
        long seed = System.nanoTime();
        int[] statuses = {200, 500, 401, 503, 504, 504};
        Random random = new Random(seed);
        answer = request -> {
            synchronized (random) {
                return request <= 100 ? statuses[random.nextInt(statuses.length)] : 200;
            }
        };
        provider.close();
        // No end to its patience: a slow machine is no reason to lose something.
        provider = model(FAST, Duration.ofSeconds(10), Duration.ofDays(10_000));
        deliveries.forEach(provider::send);
        await("seed " + seed).until(() -> provider.stats().open() == 0);
        ProviderStats stats = provider.stats();
        assertEquals(20, stats.delivered(), () -> "seed " + seed + " " + stats);
        assertEquals(20, stats.answers().get(200), () -> "seed " + seed + " " + stats);
        assertEquals(
                stats.attempts(),
                stats.answers().values().stream().mapToInt(n -> n).sum(),
                () -> "seed " + seed + " " + stats);
        assertFalse(stats.failed(), () -> "seed " + seed + " " + stats);
    }

    @Test
    void theMarkIsSetAndClearedByHandAndToldOfOnce() {
        List<Boolean> told = new CopyOnWriteArrayList<>();
        provider.whenMarked(told::add);
        provider.mark(true);
        provider.mark(true);
        provider.send(deliveries.get(0));
        assertEquals(1, provider.stats().open());
        provider.mark(false);
        await().until(() -> provider.stats().open() == 0);
        assertEquals(List.of(true, false), told);
    }

    @Test
    void whatIsNotAnsweredInTimeIsSentAgainAndIsARepeat() {
        provider.close();
        provider = model(FAST, Duration.ofMillis(200));
        answer = request -> request == 1 ? NONE : 200;
        provider.send(deliveries.get(0));
        await().until(() -> provider.stats().open() == 0);
        assertEquals(new ProviderStats(1, 1, 0, 0, 2, 1, 0, false, Map.of(0, 1, 200, 1)), provider.stats());
        assertEquals(List.of(deliveries.get(0).text(), deliveries.get(0).text()), received);
    }

    private static int after(BooleanSupplier condition, int status) {
        await().until(condition::getAsBoolean);
        return status;
    }

    private ProviderModel model(double speed, Duration patience) {
        return model(speed, patience, ProviderRules.DOCUMENTED.giveUpAfter());
    }

    private ProviderModel model(double speed, Duration patience, Duration giveUpAfter) {
        ProviderRules rules = ProviderRules.DOCUMENTED;
        return new ProviderModel(
                URI.create("http://localhost:" + server.getAddress().getPort() + "/webhooks/textus"),
                SECRET,
                speed,
                new ProviderRules(
                        rules.firstPause(), rules.longestPause(), giveUpAfter, rules.resumeEvery(), patience));
    }

    private void receive(HttpExchange exchange) throws IOException {
        var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String expected = new SimulatedDelivery("", "", text).signature(SECRET);
        boolean signed = expected.equals(exchange.getRequestHeaders().getFirst("X-TextUs-Signature"));
        int request;
        synchronized (received) {
            received.add(text);
            request = received.size();
        }
        int status = signed ? answer.applyAsInt(request) : 403;
        try (exchange) {
            if (status == NONE) {
                end.await();
            } else {
                exchange.sendResponseHeaders(status, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
