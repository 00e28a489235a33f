package dev.textusinbox.handler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.util.Map;

/**
 * {@code inbox.consumers.<name>.…}: what handlers have, for pull consumers. Such a one may be made later, so its name is not
 * checked.
 */
@ConfigMapping(prefix = "inbox.consumers")
public interface ConsumersConfig {
    /** The settings by consumer; one without any has the defaults. */
    @WithParentName
    @WithDefaults
    Map<String, HandlersConfig.HandlerConfig> consumers();

    /** The settings of one consumer. */
    default HandlersConfig.HandlerConfig of(String consumer) {
        return consumers().get(consumer);
    }
}
