package dev.textusinbox.handler;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** {@code inbox.event-types.…}: what types there are beyond those that the provider documents. */
@ConfigMapping(prefix = "inbox.event-types")
public interface EventTypesConfig {
    /** Types that a handler may take besides the eight: any other name in {@link Handler#types} is taken for a mistake. */
    Optional<Set<String>> additional();
}
