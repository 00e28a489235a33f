package dev.textusinbox.platform.settings;

import dev.textusinbox.platform.embedded.EmbeddedConfig;
import dev.textusinbox.platform.process.StartOrder;
import io.quarkus.runtime.Startup;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Singleton;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/**
 * What no feature can say of its own settings: a name that nothing reads, a value that is empty. A name that is misspelt would
 * otherwise mean its default, in silence.
 */
@Startup(StartOrder.NAMES)
@Singleton
class SettingsCheck {
    private final SmallRyeConfig config;

    /** @param embedded so that its names are known */
    SettingsCheck(Config config, EmbeddedConfig embedded) {
        this.config = config.unwrap(SmallRyeConfig.class);
        names(SettingNames.known());
        FrameworkSettings.check(this.config);
    }

    private void names(SettingNames known) {
        // In their order, so that of several it is always the same one that is named.
        TreeSet<String> given = new TreeSet<>();
        config.getPropertyNames().forEach(given::add);
        for (String name : given) {
            if (name.startsWith(SettingNames.VARIABLE_ROOT)) {
                if (!known.has(name)) {
                    throw Settings.wrong(name, "there is no such setting");
                }
            } else if (name.startsWith(SettingNames.ROOT)) {
                check(name, known);
            }
        }
    }

    private void check(String name, SettingNames known) {
        ConfigValue value = config.getConfigValue(name);
        if (!known.has(name)) {
            // The framework's guess at what a variable is called with dots: the variable itself is looked at above.
            if (isOfTheEnvironment(value)) {
                return;
            }
            throw Settings.wrong(name, "there is no such setting");
        }
        if (value.getValue() != null && value.getValue().isBlank()) {
            throw Settings.wrong(name, "is empty: give it a value, or leave it out");
        }
    }

    private static boolean isOfTheEnvironment(ConfigValue value) {
        return value.getConfigSourceName() != null
                && value.getConfigSourceName().contains("EnvConfigSource");
    }
}
