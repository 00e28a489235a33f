package dev.textusinbox.retention;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/** {@code inbox.retention.…}: how long history is kept. */
@ConfigMapping(prefix = "inbox.retention")
interface RetentionConfig {
    /** Events received longer ago than this go, once every handler is done with them; 2 d or more; none: all are kept. */
    Optional<Duration> events();
}
