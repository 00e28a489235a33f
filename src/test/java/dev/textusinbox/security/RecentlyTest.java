package dev.textusinbox.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentlyTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Recently recently = new Recently(Duration.ofMinutes(10), now::get);

    @Test
    void eachIsNewOnceWithinTheTime() {
        assertTrue(recently.isNew("ann"));
        assertFalse(recently.isNew("ann"));
        assertTrue(recently.isNew("bob"));
        now.addAndGet(Duration.ofMinutes(10).toNanos());
        assertTrue(recently.isNew("ann"));
    }

    @Test
    void ofVeryManyTheOldestAreForgotten() {
        assertTrue(recently.isNew("ann"));
        for (int i = 0; i < 1_000; i++) {
            assertTrue(recently.isNew("guest-" + i));
        }
        assertTrue(recently.isNew("ann"));
        assertFalse(recently.isNew("guest-999"));
    }
}
