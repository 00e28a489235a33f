package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.platform.settings.SettingsOf;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final long SECOND = 1_000_000_000L;
    private final CircuitBreaker breaker = new CircuitBreaker("lake", RigSettings.TIRELESS, System::nanoTime);
    private long now = 17 * SECOND;

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

    /** By the defaults; whoever asks meanwhile, sixteen calls at once too, changes nothing. */
    @Test
    void inAnHourOfOutageItIsAskedEveryFewSecondsAndNotMore() {
        var defaults = SettingsOf.mapping(HandlersConfig.class, Map.of()).of("crm");
        var away = new CircuitBreaker("crm", defaults, () -> now);
        int asked = 0;
        for (int call = 0; call < 16; call++) {
            assertTrue(away.failed("contact " + call) || call < 2);
        }
        away.open("away");
        for (long end = now + 3_600 * SECOND; now < end; now += SECOND / 10) {
            if (away.millisLeft() <= 0) {
                asked++;
                assertTrue(away.failed("contact " + asked), "an outage, and no failure of the event's");
                away.open("away");
            }
        }
        assertTrue(asked >= 3_600 / 5 - 10 && asked <= 3_600 / 2, "asked " + asked + " times");
        away.close();
        assertTrue(away.millisLeft() <= 0, "it goes on at once");
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
