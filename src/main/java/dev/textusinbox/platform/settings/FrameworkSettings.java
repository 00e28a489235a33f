package dev.textusinbox.platform.settings;

import dev.textusinbox.platform.database.JdbcUrls;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Those settings of the framework that it takes and fails by later, or of which its own words name no key. */
final class FrameworkSettings {
    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    private static final String POOL = "quarkus.datasource.jdbc.max-size";
    private static final String PORT = "quarkus.http.port";

    private FrameworkSettings() {}

    /** @throws ConfigurationException for the first that is wrong */
    static void check(Config config) {
        config.getOptionalValue(JDBC_URL, String.class)
                .filter(url -> !JdbcUrls.isUsable(url))
                .ifPresent(url -> {
                    throw Settings.wrong(
                            JDBC_URL, "must be jdbc:postgresql://<host>:<port>/<database>, its ports from 1 to 65535");
                });
        // Receiving, dispatch and the schema need some each; a third of them is the readers'.
        Settings.within(POOL, config.getValue(POOL, int.class), 5, 1_000);
        Settings.within(PORT, config.getValue(PORT, int.class), 0, 65_535);
    }

    /** The line for one that is wrong: what the start failed by, where the framework met it before {@link #check} did. */
    static Optional<String> wrong() {
        try {
            check(ConfigProvider.getConfig());
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
