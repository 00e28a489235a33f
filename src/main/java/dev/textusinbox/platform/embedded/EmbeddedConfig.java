package dev.textusinbox.platform.embedded;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code inbox.embedded.…}: read before there is any mapping, by {@link EmbeddedPostgresConfig}; here for its names. */
@ConfigMapping(prefix = "inbox.embedded")
public interface EmbeddedConfig {
    /** Where the data is kept. */
    @WithDefault("data")
    String directory();

    /** For tests: an empty database at each start. */
    @WithDefault("false")
    boolean fresh();
}
