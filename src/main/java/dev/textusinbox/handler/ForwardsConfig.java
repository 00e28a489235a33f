package dev.textusinbox.handler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code inbox.forwards.<name>.…}: each is a handler of that name. */
@ConfigMapping(prefix = "inbox.forwards")
interface ForwardsConfig {
    @WithParentName
    Map<String, Forward> forwards();

    /** Where to post to, signed with what. */
    interface Forward {
        /** An http or https URL. */
        String url();

        /** A Standard Webhooks secret, {@code whsec_} and base64; none: unsigned. */
        Optional<String> secret();

        /** The event types to post; none: all. */
        Optional<Set<String>> types();

        /** How many events a post has at most, 1 to 1,000; above 1 it is a JSON array of them. */
        @WithDefault("1")
        int batchSize();
    }
}
