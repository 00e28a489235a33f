package dev.textusinbox.platform.phone;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What has no group of its own. */
@ConfigMapping(prefix = "inbox")
public interface RegionConfig {
    /** The country of phones that name none: two letters that libphonenumber knows. */
    @WithDefault("US")
    String defaultRegion();
}
