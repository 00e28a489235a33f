package dev.textusinbox.platform.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A feature's settings without the program: as they are read from these values. */
public final class SettingsOf {
    private SettingsOf() {}

    /** The mapping of that type. */
    public static <T> T mapping(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(type)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(type);
    }

    /** That the check refuses it, naming the key and not the value. */
    public static <T> void assertRefused(
            Class<T> type, String key, String value, Map<String, String> rest, Consumer<T> check) {
        Map<String, String> values = new HashMap<>(rest);
        values.put(key, value);
        T mapping = mapping(type, values);
        var refused = assertThrows(ConfigurationException.class, () -> check.accept(mapping), key + "=" + value);
        assertEquals(Set.of(key), refused.getConfigKeys());
        assertFalse(refused.getMessage().replace(key, "").contains(" " + value + " "), refused.getMessage());
    }
}
