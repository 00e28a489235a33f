package dev.textusinbox.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopRoundTest {
    private static final int MANY = 1000;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final AtomicLong now = new AtomicLong();
    private final LoopRound round = new LoopRound(now::get);

    @AfterEach
    void stop() {
        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void takesAllThatComesTogetherWhileItIsQuick() throws Exception {
        assertEquals(MANY, inOneRound(() -> takenOf(MANY)));
    }

    @Test
    void refusesWhatComesTogetherOnceTheRoundIsLong() throws Exception {
        assertEquals(250, inOneRound(() -> takenOf(MANY, Duration.ofNanos(100_000))));
    }

    @Test
    void refusesNobodyForAPauseAmongAFew() throws Exception {
        int taken = inOneRound(() -> {
            int before = takenOf(1);
            spend(Duration.ofMillis(50));
            return takenOf(10) + before;
        });
        assertEquals(11, taken);
    }

    @Test
    void refusesNobodyForOnePauseAmongMany() throws Exception {
        int taken = inOneRound(() -> {
            int before = takenOf(100);
            spend(Duration.ofMillis(50));
            return takenOf(100) + before;
        });
        assertEquals(200, taken);
    }

    @Test
    void refusesWhatComesAfterTwoPausesOfARound() throws Exception {
        int taken = inOneRound(() -> {
            int before = takenOf(100);
            spend(Duration.ofMillis(50));
            before += takenOf(100);
            spend(Duration.ofMillis(50));
            return takenOf(100) + before;
        });
        assertEquals(200, taken);
    }

    @Test
    void beginsAnewWithTheNextRound() throws Exception {
        inOneRound(() -> {
            takenOf(MANY, Duration.ofNanos(100_000));
            return takenOf(1);
        });
        assertEquals(1, inOneRound(() -> takenOf(1)));
    }

    private int takenOf(int requests) {
        return takenOf(requests, Duration.ZERO);
    }

    private int takenOf(int requests, Duration each) {
        int taken = 0;
        for (int i = 0; i < requests; i++) {
            round.join(loop);
            taken += round.hasTime() ? 1 : 0;
            spend(each);
        }
        return taken;
    }

    private <T> T inOneRound(Callable<T> requests) throws Exception {
        return loop.submit(requests).get();
    }

    private void spend(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
