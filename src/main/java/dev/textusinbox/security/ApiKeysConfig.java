package dev.textusinbox.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API keys, by name. All is optional and text here: {@link ApiKeys} says what is wrong without showing it. */
@ConfigMapping(prefix = "inbox.api-keys")
interface ApiKeysConfig {
    /** Each key under its name, which is also who an audit entry says it was. */
    @WithParentName
    Map<String, Key> keys();

    /** One key. */
    interface Key {
        /** Lowercase hex SHA-256 of the key, so that whoever reads the settings can't use it. */
        Optional<String> sha256();

        /** Of {@link Roles#READER}, {@link Roles#CONSUMER} and {@link Roles#OPERATOR} one or more. */
        Optional<List<String>> roles();

        /** The pull consumers that it may use; none: all. */
        Optional<List<String>> consumers();

        /** How much it may ask of {@code /api}, of each instance; none: what {@link RateConfig} says. */
        Optional<String> requestsPerMinute();
    }
}
