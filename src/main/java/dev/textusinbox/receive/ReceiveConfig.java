package dev.textusinbox.receive;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How deliveries are taken in. */
@ConfigMapping(prefix = "inbox.receive")
interface ReceiveConfig {
    /** The largest body that is accepted: 1 byte to what {@code quarkus.http.limits.max-body-size} lets through (10M). */
    @WithDefault("1M")
    MemorySize maxBodySize();

    /**
     * Bodies that are being read or are not yet durable, all together; what is beyond is answered 504. A quarter of the heap
     * where it is not set; not less than the largest body.
     */
    Optional<MemorySize> maxBodyBytesInFlight();

    /**
     * Connections at once, whatever they ask for, 1 to 1,000,000: who comes beyond is told to try again, and goes. Where it is
     * not set, one for each 64 KB of the heap, and 10,000 at most: idle ones take about 10 KB each.
     */
    OptionalInt maxConnections();

    /** A delivery that is not durable by then is answered 504: the provider's own patience is not known. 10 ms to 10 min. */
    @WithDefault("5s")
    Duration deadline();

    /** An outage this long turns 504 into 503; the provider gives events up after 12 hours of 504. 1 ms to 365 d. */
    @WithDefault("10h")
    Duration parkAfter();

    /** How long the database must be well without a break before a source parked by an outage is tried again: 1 ms to 1 d. */
    @WithDefault("1m")
    Duration recoverAfter();
}
