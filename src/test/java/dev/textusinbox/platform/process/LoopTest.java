package dev.textusinbox.platform.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.platform.failure.JobGuard;
import dev.textusinbox.platform.failure.OutOfMemoryUser;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger rounds = new AtomicInteger();

    @BeforeEach
    void showMeters() {
        Metrics.addRegistry(meters);
    }

    @AfterEach
    void hideMeters() {
        Metrics.removeRegistry(meters);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IllegalStateException.class,
                SQLException.class,
                InterruptedException.class,
                StackOverflowError.class,
                NoClassDefFoundError.class,
                ThreadDeath.class
            })
    void whateverARoundThrowsTheNextOneFollows(Class<? extends Throwable> thrown) {
        var loop = loop("throws", () -> {
            rounds.incrementAndGet();
            sneakyThrow(thrown.getConstructor().newInstance());
        });
        loop.start();

        await().atMost(PATIENCE).until(() -> rounds.get() > 3);
        assertTrue(loop.isAlive());
        end(loop);
    }

    @Test
    void aStrayInterruptEndsNothing() {
        var loop = loop("interrupted", () -> {
            rounds.incrementAndGet();
            Thread.currentThread().interrupt();
            Thread.sleep(1);
        });
        loop.start();

        await().atMost(PATIENCE).until(() -> rounds.get() > 3);
        end(loop);
    }

    @Test
    void failuresAreCounted() {
        var loop = loop("counted", () -> {
            if (rounds.incrementAndGet() <= 3) {
                throw new IllegalStateException();
            }
            Thread.sleep(1);
        });
        loop.start();
        await().atMost(PATIENCE).until(() -> rounds.get() > 5);
        end(loop);

        assertEquals(
                3,
                meters.get("inbox.loop.failures")
                        .tag("loop", "counted")
                        .counter()
                        .count());
    }

    @Test
    void whatIsInHandIsDoneBeforeItEnds() {
        var left = new AtomicInteger(5);
        var loop = new Loop("drains", () -> left.decrementAndGet(), () -> left.get() == 0);
        loop.stopSoon();
        loop.start();

        assertTrue(loop.awaitEnd(PATIENCE));
        assertEquals(0, left.get());
    }

    @Test
    void itEndsInTheMidstOfARoundThatWaits() {
        var waiting = new CountDownLatch(1);
        var loop = loop("waits", () -> {
            waiting.countDown();
            new CountDownLatch(1).await();
        });
        loop.start();
        await().atMost(PATIENCE).until(() -> waiting.getCount() == 0);

        loop.stopNow();

        assertTrue(loop.awaitEnd(PATIENCE));
    }

    @Test
    void whatIsDoneOnceIsTriedUntilItHasGoneWell() {
        var loop = Loop.untilDone("once", () -> {
            if (rounds.incrementAndGet() < 3) {
                throw new IllegalStateException();
            }
        });
        loop.start();

        assertTrue(loop.awaitEnd(PATIENCE));
        assertEquals(3, rounds.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop", "worker", "future", "wrapped"})
    void anOutOfMemoryErrorEndsTheProcessWithThree(String where) throws Exception {
        assertEquals(3, OutOfMemoryUser.run(where));
    }

    private static Loop loop(String name, JobGuard.Round round) {
        return new Loop(name, round);
    }

    private static void end(Loop loop) {
        loop.stopNow();
        assertTrue(loop.awaitEnd(PATIENCE));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
