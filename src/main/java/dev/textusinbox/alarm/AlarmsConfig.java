package dev.textusinbox.alarm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** {@code inbox.alarms.…}: where alarms are posted to, and when one is raised. */
@ConfigMapping(prefix = "inbox.alarms")
public interface AlarmsConfig {
    /** An http or https URL; none: nowhere. */
    Optional<String> url();

    /** A Standard Webhooks secret, {@code whsec_} and base64; none: unsigned. */
    Optional<String> secret();

    /** How long a handler's oldest event may wait before that is an alarm: 1 s to 365 d. */
    @WithDefault("5m")
    Duration lagAfter();
}
