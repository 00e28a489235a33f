package dev.textusinbox.simulator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What dev mode sends to itself. */
@ConfigMapping(prefix = "inbox.simulator")
interface SimulatorConfig {
    /** Events per second; 0: none. One is enough to see life, and few enough to read along. */
    @WithDefault("1")
    double rate();
}
