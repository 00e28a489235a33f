package dev.textusinbox.platform.settings;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.platform.embedded.EmbeddedConfig;
import dev.textusinbox.platform.phone.RegionConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check as the program makes it, on a configuration with some of its mappings. */
class SettingsCheckTest {
    private static final Map<String, String> DEFAULT = Map.of(
            "quarkus.http.port", "8080",
            "quarkus.datasource.jdbc.max-size", "20",
            "inbox.default-region", "US",
            "%dev.inbox.of-another-profile", "1");

    @ParameterizedTest
    @CsvSource({
        "inbox.recieve.deadline, 5s, there is no such setting",
        "inbox.handlers.crm.time-out, 5s, there is no such setting",
        "%prod.inbox.nonsense, 1, there is no such setting",
        "INBOX_RECIEVE_DEADLINE, 5s, there is no such setting",
        "inbox.embedded.directory, ' ', 'is empty: give it a value, or leave it out'",
        "quarkus.http.port, 65536, must be from 0 to 65535",
        "quarkus.http.port, -1, must be from 0 to 65535",
        "quarkus.datasource.jdbc.max-size, 0, must be from 5 to 1000",
        "quarkus.datasource.jdbc.url, jdbc:mysql://h/x, 'must be jdbc:postgresql://<host>:<port>/<database>, its ports from 1 to 65535'",
    })
    void aWrongOneIsNamed(String key, String value, String rule) {
        var refused = assertThrows(RuntimeException.class, () -> check(key, value));
        assertEquals(Optional.of(key.replace("%prod.", "") + ": " + rule), StartFailure.line(refused));
    }

    @ParameterizedTest
    @CsvSource({
        "inbox.handlers.crm.timeout, 5s",
        "%prod.inbox.handlers.crm.timeout, 5s",
        "INBOX_HANDLERS_CRM_TIMEOUT, 5s",
        "INBOX_EMBEDDED_DIRECTORY, data",
        "INBOX_SERVICE_HOST, 10.0.0.1",
        "INBOX_PORT_8080_TCP, tcp://10.0.0.1:8080",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://h/x",
    })
    void whatIsInOrderStopsNothing(String key, String value) {
        assertDoesNotThrow(() -> check(key, value));
    }

    private static void check(String key, String value) {
        Map<String, String> properties = new HashMap<>(DEFAULT);
        Map<String, String> environment = new HashMap<>();
        (key.startsWith("INBOX_") ? environment : properties).put(key, value);
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withProfile("prod")
                .withConverter(Duration.class, 200, new DurationConverter())
                .withCustomizers(new SettingNames())
                // As in the program: what a mapping does not know is not its matter.
                .withDefaultValue("smallrye.config.mapping.validate-unknown", "false")
                .withMapping(RegionConfig.class)
                .withMapping(EmbeddedConfig.class)
                .withMapping(HandlersConfig.class)
                .withSources(new PropertiesConfigSource(properties, "properties", 400))
                .withSources(new EnvConfigSource(environment, 300))
                .build();
        new SettingsCheck(config, config.getConfigMapping(EmbeddedConfig.class));
    }
}
