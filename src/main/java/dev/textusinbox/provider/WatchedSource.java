package dev.textusinbox.provider;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A source whose integration is kept by its settings.
 *
 * @param account in the provider's paths
 * @param publicUrl where the provider is to post to
 * @param events the types to subscribe, in the guide's order
 * @param secrets the configured ones; empty where the source takes unsigned deliveries only
 */
record WatchedSource(
        String name,
        String account,
        String token,
        URI baseUrl,
        String publicUrl,
        List<String> events,
        Duration checkEvery,
        List<String> secrets) {
    String key(String setting) {
        return ProviderSettings.key(name, setting);
    }

    /** Never the token, nor a secret. */
    @Override
    public String toString() {
        return name;
    }
}
