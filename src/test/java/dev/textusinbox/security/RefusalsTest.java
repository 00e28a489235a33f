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
    void onlyWhoTriesTooOftenWithinAMinuteIsToldToWait() {
        for (int i = 0; i < Refusals.ALLOWED; i++) {
            assertEquals(0, refusals.count(from("203.0.113.7")));
        }
        now.addAndGet(TimeUnit.SECONDS.toNanos(20));
        assertEquals(41, refusals.count(from("203.0.113.7")));
        assertEquals(0, refusals.count(from("203.0.113.8")), "another address");
        now.addAndGet(TimeUnit.SECONDS.toNanos(40));
        assertEquals(0, refusals.count(from("203.0.113.7")), "a minute later");
        assertEquals(Refusals.ALLOWED + 3, meters.counter("inbox.auth.failures").count());
    }

    @Test
    void whoHasManyAddressesTakesNoMoreMemoryThanOneWhoHasFew() {
        for (int i = 0; i < Refusals.ALLOWED; i++) {
            refusals.count(from("203.0.113.7"));
        }
        for (int i = 0; i < Refusals.MAX_SOURCES; i++) {
            refusals.count(from("10.1.%d.%d".formatted(i / 256, i % 256)));
        }
        assertEquals(0, refusals.count(from("203.0.113.7")), "the oldest is forgotten");
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
