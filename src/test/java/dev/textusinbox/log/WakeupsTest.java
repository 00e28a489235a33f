package dev.textusinbox.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who hears of a control is who has something to do for it. */
class WakeupsTest {
    private final Wakeups wakeups = new Wakeups(null, null, null);
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        for (Control control : Control.values()) {
            if (control != Control.QUEUES) {
                wakeups.on(control, () -> heard.add(control.name()));
            }
        }
        wakeups.onQueues(handler -> heard.add("queues of '" + handler + "'"));
    }

    @Test
    void aStepOfAReplayWakesItsHandlersOnly() {
        wakeups.hear("queues crm of the south");
        assertEquals(List.of("queues of 'crm of the south'"), heard);
    }

    @Test
    void eachControlIsHeardByThoseThatItIsFor() {
        wakeups.hear("gates");
        wakeups.hear("handlers");
        wakeups.hear("replays");
        wakeups.hear("bulk");
        wakeups.hear("erased");
        wakeups.hear("sessions");
        assertEquals(List.of("GATES", "HANDLERS", "REPLAYS", "BULK", "ERASED", "SESSIONS"), heard);
    }

    @Test
    void whatAnotherVersionSaysMayMeanAnything() {
        wakeups.hear("");
        assertEquals(List.of("GATES", "HANDLERS", "REPLAYS", "BULK", "ERASED", "SESSIONS", "queues of ''"), heard);
    }
}
