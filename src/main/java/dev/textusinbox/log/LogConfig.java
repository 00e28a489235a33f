package dev.textusinbox.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalLong;

/** How much the log takes in hand at once. */
@ConfigMapping(prefix = "inbox.log")
interface LogConfig {
    /** Deliveries that may wait for the appender; more are refused at once. A tenth of a second's work here. 1 to 1,000,000. */
    @WithDefault("2048")
    int queueEvents();

    /** Events in one statement: enough to share one fsync, few enough that it takes milliseconds. 1 to 10,000, no more than the queue. */
    @WithDefault("512")
    int batchEvents();

    /** Bytes in one statement, 100,000 to 1,000,000,000; where it is not set 8 MB, or less on a small heap. */
    OptionalLong batchBytes();

    /** How long a database that answers nothing (frozen, cut off) may hold the appender: 100 ms to 5 min. */
    @WithDefault("5s")
    Duration silence();
}
