package dev.textusinbox.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much the log takes in hand at once. */
@ConfigMapping(prefix = "inbox.log")
interface LogConfig {
    /** Deliveries that may wait for the appender; more are refused at once. A tenth of a second's work here. */
    @WithDefault("2048")
    int queueEvents();

    /** Bytes that may wait for the appender. */
    @WithDefault("64000000")
    long queueBytes();

    /** Events in one statement: enough to share one fsync, few enough that it takes milliseconds. */
    @WithDefault("512")
    int batchEvents();

    /** Bytes in one statement. */
    @WithDefault("8000000")
    long batchBytes();

    /** How long a database that answers nothing (frozen, cut off) may hold the appender. */
    @WithDefault("5s")
    Duration silence();
}
