package dev.textusinbox.console.provider;

import dev.textusinbox.simulator.ProviderStats;
import java.util.List;

/**
 * The stand-in for the provider, as its page shows it.
 *
 * @param events the last ones, the newest first
 */
public record SimulatorView(
        ProviderStats stats,
        boolean silent,
        List<String> types,
        List<String> subscribed,
        List<ProviderStats.SentEvent> events) {
    /** Whether events of that type are sent. */
    public boolean sends(String type) {
        return subscribed.contains(type);
    }
}
