package dev.textusinbox.receive;

import dev.textusinbox.platform.settings.SettingsOf;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiveSettingsTest {
    private static final MemorySize TEN_MB = new MemorySize(BigInteger.valueOf(10L << 20));

    @ParameterizedTest
    @CsvSource({
        "max-body-size, 0",
        "max-body-size, 11M",
        "max-body-size, 17E",
        "max-body-bytes-in-flight, 1000G", // more than the heap
        "max-body-bytes-in-flight, 17E",
        "max-body-bytes-in-flight, 1023K", // below max-body-size
        "max-connections, 0",
        "max-connections, 1000001",
        "deadline, 0s",
        "deadline, -5s",
        "deadline, 1h",
        "park-after, 0s",
        "park-after, -1h",
        "park-after, 366d",
        "recover-after, 0s",
        "recover-after, 2d",
    })
    void aSizeOrTimeOutOfItsRangeIsRefused(String name, String value) {
        SettingsOf.assertRefused(
                ReceiveConfig.class,
                "inbox.receive." + name,
                value,
                Map.of(),
                config -> new ReceiveSettings(config, TEN_MB));
    }
}
