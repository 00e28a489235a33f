package dev.textusinbox.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProviderSettingsTest {
    @Test
    void aSourceIsOneWhateverIsSaidOfIt() {
        var settings = settings(Map.of(
                "inbox.sources.open.allow-unsigned", "true",
                "inbox.sources.signed.secrets", "textus-secret-for-this-test",
                "inbox.sources.watched.provider.account", "pupstar-primary"));
        assertEquals(Set.of("open", "signed", "watched"), settings.names());
    }

    private static ProviderSettings settings(Map<String, String> said) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ProviderConfig.class)
                .withDefaultValues(said)
                .build();
        return new ProviderSettings(config.getConfigMapping(ProviderConfig.class));
    }
}
