package dev.textusinbox.handler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** {@code inbox.handlers.<handler>.…}: the same settings for any handler, forwards and built-ins alike. */
@ConfigMapping(prefix = "inbox.handlers")
public interface HandlersConfig {
    /** The settings by handler; a handler without any has the defaults. */
    @WithParentName
    @WithDefaults
    Map<String, HandlerConfig> handlers();

    /** The settings of one handler. */
    default HandlerConfig of(String handler) {
        return handlers().get(handler);
    }

    /** How one handler is run. */
    interface HandlerConfig {
        /** False: this instance does not run it, and its events wait. */
        @WithDefault("true")
        boolean enabled();

        /** Attempts that were answered definitely, by a 4xx, an exception or a retry, before an event is dead: 1 to 1,000,000. */
        @WithDefault("12")
        int maxRejections();

        /** How long an event that fails in passing is tried again before it is dead: 1 ms to 365 d. */
        @WithDefault("24h")
        Duration retryFor();

        /** Attempts of either kind, the first included, before an event is dead: 1 to 1,000,000; none: no bound. */
        OptionalInt maxAttempts();

        /** Calls a second at most, of all instances together: 0.01 to 100,000; none: as fast as it goes. */
        OptionalDouble rate();

        /** When it may be called, as {@link CallWindow} reads it; none: always. */
        Optional<String> window();

        /** How long one attempt may take: 1 ms to 1 h. */
        @WithDefault("10s")
        Duration timeout();

        /** How the wait between attempts grows. */
        BackoffConfig backoff();

        /** What a dead event means for the later ones of its contact. */
        @WithDefault("continue")
        OnDead onDead();

        /** Where a handler begins that has never been seen before. */
        @WithDefault("beginning")
        Start start();

        /** How many contacts are handled at once: 1 to 1,000. */
        @WithDefault("16")
        int concurrency();
    }

    /** Full jitter: the wait is drawn between nothing and a limit that doubles with each attempt. */
    interface BackoffConfig {
        /** The limit after the first failed attempt: 1 ms to 1 d, no more than the largest. */
        @WithDefault("1s")
        Duration initial();

        /** The largest limit, 1 ms to 7 d; {@code Retry-After} is obeyed up to it as well. */
        @WithDefault("1h")
        Duration max();
    }

    /** What a dead event means for the later ones of its contact. */
    enum OnDead {
        /** They wait for an operator. */
        HOLD,
        /** They go on. */
        CONTINUE
    }

    /** Where a new handler begins. */
    enum Start {
        /** With all of history. */
        BEGINNING,
        /** With what comes from now on. */
        NOW
    }
}
