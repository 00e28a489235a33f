package dev.textusinbox.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code inbox.sources.<source>.…} once more, for what is wanted at the provider; receiving reads the rest. */
@ConfigMapping(prefix = "inbox.sources")
interface ProviderConfig {
    @WithParentName
    Map<String, ProviderSourceConfig> sources();

    /** One source. */
    interface ProviderSourceConfig {
        /** What the integration may be told to sign with; the first is the current one. */
        Optional<List<String>> secrets();

        /** Receiving's business: named here so that a source of which nothing else is said is seen as one. */
        @WithDefault("false")
        boolean allowUnsigned();

        Provider provider();
    }

    /** All is optional and text here: {@link ProviderSettings} says what is wrong without showing it. */
    interface Provider {
        /** The primary, non-messaging account, as it stands in the web app's addresses. */
        Optional<String> account();

        /** The bearer token of the Integrations API. */
        Optional<String> token();

        @WithDefault("https://next.textus.com")
        String baseUrl();

        /** Where the provider is to post to; a host alone gets the source's webhook path. */
        Optional<String> publicUrl();

        /** The event types to subscribe; none: all eight. */
        Optional<List<String>> events();

        /** How often the provider's side is looked at: a dozen calls an hour, of the 12,000 that a token has. 1 s to 1 d. */
        @WithDefault("5m")
        Duration checkEvery();
    }
}
