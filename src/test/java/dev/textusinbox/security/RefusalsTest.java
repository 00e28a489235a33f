package dev.textusinbox.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Refusals refusals = new Refusals(meters, now::get);

    @Test
    void whoTriesTooOftenIsToldToWaitAndNobodyElse() {
        guess("203.0.113.7", Refusals.ALLOWED);
        assertEquals(0, refusals.delay(from("203.0.113.7")));
        guess("203.0.113.7", 1);
        assertEquals(61, refusals.delay(from("203.0.113.7")));
        assertEquals(0, refusals.delay(from("203.0.113.8")), "another address");
        pass(60);
        assertEquals(0, refusals.delay(from("203.0.113.7")), "a minute later");
        assertEquals(Refusals.ALLOWED + 1, meters.counter("inbox.auth.failures").count());
    }

    @Test
    void whoTriesNowAndThenIsNeverToldToWait() {
        for (int i = 0; i < 10 * Refusals.ALLOWED; i++) {
            guess("203.0.113.7", 1);
            pass(3600);
            assertEquals(0, refusals.delay(from("203.0.113.7")));
        }
    }

    @Test
    void whoTriesSlowlyIsFoundOutToo() {
        for (int i = 0; i <= Refusals.ALLOWED; i++) {
            assertEquals(0, refusals.delay(from("203.0.113.7")));
            pass(50);
            guess("203.0.113.7", 1);
        }
        assertEquals(61, refusals.delay(from("203.0.113.7")));
    }

    @Test
    void theRightKeyOfAGuesserIsTakenForAWrongOne() {
        guess("203.0.113.7", Refusals.ALLOWED + 1);
        double before = meters.counter("inbox.auth.failures").count();
        assertEquals(61, refusals.delay(from("203.0.113.7"), "ops"));
        assertEquals(before + 1, meters.counter("inbox.auth.failures").count(), "the metric says no more");
        assertEquals(0, refusals.delay(from("203.0.113.8"), "ops"), "from elsewhere");
        pass(60);
        assertEquals(0, refusals.delay(from("203.0.113.7"), "ops"));
    }

    @Test
    void whoGoesOnWaitsLongerEachTime() {
        guess("203.0.113.7", Refusals.ALLOWED + 1);
        for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
            assertEquals(60 * minutes + 1, refusals.delay(from("203.0.113.7")));
            pass(60 * minutes);
            guess("203.0.113.7", Refusals.ALLOWED_AGAIN);
            assertEquals(0, refusals.delay(from("203.0.113.7")), "after " + minutes + " min");
            guess("203.0.113.7", 1);
        }
        pass(3600);
        guess("203.0.113.7", Refusals.ALLOWED);
        assertEquals(0, refusals.delay(from("203.0.113.7")), "after an hour all is forgotten");
    }

    @Test
    void aKeyThatHasOpenedFromThereStillDoesUntilTheGuessingDoesNotEnd() {
        assertEquals(0, refusals.delay(from("203.0.113.7"), "crm"));
        guess("203.0.113.7", Refusals.ALLOWED + 1);
        assertEquals(0, refusals.delay(from("203.0.113.7"), "crm"), "of whoever shares the address");
        guess("203.0.113.7", Refusals.PATIENCE);
        assertEquals(61, refusals.delay(from("203.0.113.7"), "crm"));
    }

    @Test
    void whatHasOpenedLongAgoIsNotKnownAnyMore() {
        assertEquals(0, refusals.delay(from("203.0.113.7"), "crm"));
        pass(3600);
        guess("203.0.113.7", Refusals.ALLOWED + 1);
        assertEquals(61, refusals.delay(from("203.0.113.7"), "crm"));
    }

    @Test
    void whoHasManyAddressesTakesNoMoreMemoryThanOneWhoHasFew() {
        guess("203.0.113.7", Refusals.ALLOWED + 1);
        for (int i = 0; i < Refusals.MAX_SOURCES; i++) {
            guess("10.1.%d.%d".formatted(i / 256, i % 256), 1);
        }
        assertEquals(0, refusals.delay(from("203.0.113.7")), "the oldest is forgotten");
    }

    private void guess(String address, int times) {
        for (int i = 0; i < times; i++) {
            refusals.count(from(address));
        }
    }

    private void pass(int seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.x",
        "2001:db8:1:2:3:4:5:6, 2001:0db8:0001::x",
        "::1, 0000:0000:0000::x",
        "not-an-address, an unknown address"
    })
    void aLogShowsNoWholeAddress(String address, String masked) {
        assertEquals(masked, from(address).masked());
    }

    @Test
    void ownersOfAnIpv6NetworkAreOne() {
        assertEquals(from("2001:db8:1:2:3:4:5:6"), from("2001:db8:1:2:ffff::1"));
        assertEquals("an unknown address", SourceAddress.of(null).masked());
    }

    private static SourceAddress from(String address) {
        return SourceAddress.of(SocketAddress.inetSocketAddress(443, address));
    }
}
