package dev.textusinbox.security;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How much each caller may ask. Text here: {@link Rates} says what is wrong without showing it. */
@ConfigMapping(prefix = "inbox.api")
interface RateConfig {
    /** For each key and person that has no rate of its own. Unset: no limit, since reading is limited as a whole. */
    Optional<String> requestsPerMinute();
}
