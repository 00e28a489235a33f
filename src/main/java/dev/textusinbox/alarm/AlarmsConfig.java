package dev.textusinbox.alarm;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** {@code inbox.alarms.…}: where alarms are posted to. */
@ConfigMapping(prefix = "inbox.alarms")
interface AlarmsConfig {
    /** An http or https URL; none: nowhere. */
    Optional<String> url();

    /** A Standard Webhooks secret, {@code whsec_} and base64; none: unsigned. */
    Optional<String> secret();
}
