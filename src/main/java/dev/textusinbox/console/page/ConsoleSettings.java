package dev.textusinbox.console.page;

import dev.textusinbox.platform.process.StartOrder;
import dev.textusinbox.platform.settings.Settings;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Checks the console's settings. */
@Startup(StartOrder.SETTINGS)
@Singleton
class ConsoleSettings {
    ConsoleSettings(ConsoleConfig config) {
        Settings.within("inbox.console.search-time", config.searchTime(), Duration.ZERO, Duration.ofSeconds(5));
    }
}
