package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Settlement.ReceiverUnavailable AWAY =
            new Settlement.ReceiverUnavailable("away", Duration.ZERO);

    private final Outage outage = new Outage("lake", RigSettings.TIRELESS);

    @Test
    void itIsTotalUntilSomethingComesThrough() {
        long started = System.nanoTime();
        assertTrue(outage.isTotalSince(started), "nothing has ever come through");
        outage.isOver();
        assertFalse(outage.isTotalSince(started), "what began before is not the only failing one any more");
        assertTrue(outage.isTotalSince(System.nanoTime()), "of what begins now nobody knows");
    }

    @Test
    void theHandlerIsLeftAloneForNoLongerThanTheBackoffsLimit() {
        assertTrue(outage.millisLeft() <= 0);
        for (int i = 0; i < 100; i++) {
            outage.goesOn(AWAY);
            assertTrue(outage.millisLeft() <= RigSettings.TIRELESS.max().toMillis());
        }
    }

    @Test
    void whatComesThroughEndsTheWait() {
        for (int i = 0; i < 100 && outage.millisLeft() <= 0; i++) {
            outage.goesOn(AWAY);
        }
        outage.isOver();
        assertTrue(outage.millisLeft() <= 0);
    }
}
