package dev.textusinbox.platform.settings;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Set;

/** What each feature says of its own settings when they are wrong: the key and the rule, never the value. */
public final class Settings {
    private Settings() {}

    /** What to throw: it stops the start with the line {@code <key>: <rule>}. */
    public static ConfigurationException wrong(String key, String rule) {
        return new ConfigurationException(key + ": " + rule, Set.of(key));
    }

    /** Stops the start unless the number is in the range, both ends included. */
    public static void within(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw wrong(key, "must be from " + min + " to " + max);
        }
    }

    /** Stops the start unless the time is in the range, both ends included. */
    public static void within(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw wrong(key, "must be from " + text(min) + " to " + text(max));
        }
    }

    /** As an operator writes it: {@code 10ms}, {@code 5m}, {@code 365d}. */
    private static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.toMillis() % 1_000 != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
