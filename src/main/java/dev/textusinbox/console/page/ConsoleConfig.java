package dev.textusinbox.console.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code inbox.console.…}. */
@ConfigMapping(prefix = "inbox.console")
public interface ConsoleConfig {
    /** So long a page looks for events before it shows what it has: 1 ms to 5 s. */
    @WithDefault("50ms")
    Duration searchTime();
}
