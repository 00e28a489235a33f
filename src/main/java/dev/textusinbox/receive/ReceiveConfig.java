package dev.textusinbox.receive;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How deliveries are taken in. */
@ConfigMapping(prefix = "inbox.receive")
interface ReceiveConfig {
    /** The largest body that is accepted. */
    @WithDefault("1M")
    MemorySize maxBodySize();

    /** A delivery that is not durable by then is answered 504: the provider's own patience is not known. */
    @WithDefault("5s")
    Duration deadline();

    /** An outage this long turns 504 into 503; the provider gives events up after 12 hours of 504. */
    @WithDefault("10h")
    Duration parkAfter();

    /** How long the database must be well without a break before a source parked by an outage is tried again. */
    @WithDefault("1m")
    Duration recoverAfter();
}
