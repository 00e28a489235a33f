package dev.textusinbox.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DisorderTest {
    private final long seed = new Random().nextLong();
    private final String hint = "seed " + seed;
    private final List<SimulatedDelivery> all = IntStream.range(0, 1000)
            .mapToObj(i -> new SimulatedDelivery("message.received", DeliveryFactory.contact(0), "{\"n\":" + i + "}"))
            .toList();

    @Test
    void withoutDisorderAllPassesAsItCame() {
        assertEquals(all, through(0, 0), hint);
    }

    @Test
    void nothingIsLostAndRepeatsAreTheSameBytes() {
        List<SimulatedDelivery> passed = through(0.3, 0.3);

        assertEquals(new HashSet<>(all), new HashSet<>(passed), hint);
        assertTrue(passed.size() > all.size(), hint);
    }

    @Test
    void everythingIsSentTwiceWhereThatIsAskedFor() {
        assertEquals(2 * all.size(), through(1, 0).size(), hint);
    }

    @Test
    void someAreOvertakenButNotByMany() {
        List<SimulatedDelivery> passed = through(0, 0.3);

        int late = 0;
        for (int place = 0; place < all.size(); place++) {
            int moved = place - all.indexOf(passed.get(place));
            // What comes late makes room for those behind it, so one may also come as many places early.
            assertTrue(Math.abs(moved) <= Disorder.SPAN, hint);
            late += moved > 0 ? 1 : 0;
        }
        assertTrue(late > 0, hint);
    }

    private List<SimulatedDelivery> through(double repeated, double reordered) {
        var passed = new ArrayList<SimulatedDelivery>();
        new Disorder(all.iterator(), new SimulatedTraffic(0, 1, repeated, reordered), new Random(seed))
                .forEachRemaining(passed::add);
        return passed;
    }
}
