package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final CircuitBreaker breaker = new CircuitBreaker("lake", RigSettings.TIRELESS);

    @Test
    void anOutageIsTotalUntilSomethingComesThrough() {
        long started = System.nanoTime();
        assertTrue(breaker.isTotalSince(started), "nothing has ever come through");
        breaker.close();
        assertFalse(breaker.isTotalSince(started), "what began before is not the only failing one any more");
        assertTrue(breaker.isTotalSince(System.nanoTime()), "of what begins now nobody knows");
    }

    @Test
    void theHandlerIsLeftAloneForNoLongerThanTheBackoffsLimit() {
        assertTrue(breaker.millisLeft() <= 0);
        for (int i = 0; i < 100; i++) {
            breaker.open("away");
            assertTrue(breaker.millisLeft() <= RigSettings.TIRELESS.max().toMillis());
        }
        assertEquals("away", breaker.reason());
    }

    @Test
    void whatComesThroughClosesIt() {
        breaker.open("away");
        assertTrue(breaker.isOpen());
        breaker.close();
        assertFalse(breaker.isOpen());
        assertNull(breaker.reason());
        assertTrue(breaker.millisLeft() <= 0);
    }

    @Test
    void threeContactsInARowAreAnOutageAndOneIsNot() {
        for (int i = 0; i < 10; i++) {
            assertFalse(breaker.failed("a"));
        }
        assertFalse(breaker.failed("b"));
        breaker.close();
        assertFalse(breaker.failed("c"), "something came between");
        assertFalse(breaker.failed("a"));
        assertTrue(breaker.failed("b"));
    }

    @Test
    void whileItIsOpenEachFailureIsTheOutages() {
        breaker.open("away");
        assertTrue(breaker.failed("a"));
    }
}
