package dev.textusinbox.receive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code inbox.sources.<source>.…}: who may deliver to {@code /webhooks/<source>}. */
@ConfigMapping(prefix = "inbox.sources")
interface SourcesConfig {
    @WithParentName
    Map<String, SourceConfig> sources();

    /** One source. */
    interface SourceConfig {
        /** The webhook secrets, any of which verifies; the first is the current one. */
        Optional<List<String>> secrets();

        /** Whether a delivery without a signature is accepted; a wrong one is refused all the same. */
        @WithDefault("false")
        boolean allowUnsigned();
    }
}
