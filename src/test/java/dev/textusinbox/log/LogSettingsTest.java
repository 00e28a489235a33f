package dev.textusinbox.log;

import dev.textusinbox.platform.settings.SettingsOf;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "queue-events, 0",
        "queue-events, -1",
        "batch-events, 0",
        "batch-events, 2049", // above queue-events
        "batch-events, 10001",
        "batch-bytes, 0",
        "batch-bytes, 1000000001",
        "silence, 0s",
        "silence, 1h",
    })
    void aNumberOrTimeOutOfItsRangeIsRefused(String name, String value) {
        SettingsOf.assertRefused(LogConfig.class, "inbox.log." + name, value, Map.of(), LogSettings::new);
    }
}
