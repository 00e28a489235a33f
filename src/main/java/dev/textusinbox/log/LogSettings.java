package dev.textusinbox.log;

import dev.textusinbox.platform.process.StartOrder;
import dev.textusinbox.platform.settings.Settings;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Checks the log's settings. */
@Startup(StartOrder.SETTINGS)
@Singleton
class LogSettings {
    LogSettings(LogConfig config) {
        Settings.within("inbox.log.queue-events", config.queueEvents(), 1, 1_000_000);
        Settings.within("inbox.log.batch-events", config.batchEvents(), 1, 10_000);
        config.batchBytes().ifPresent(bytes -> Settings.within("inbox.log.batch-bytes", bytes, 100_000, 1_000_000_000));
        Settings.within("inbox.log.silence", config.silence(), Duration.ofMillis(100), Duration.ofMinutes(5));
        if (config.batchEvents() > config.queueEvents()) {
            throw Settings.wrong("inbox.log.batch-events", "must not be above inbox.log.queue-events");
        }
    }
}
