package dev.textusinbox.console.provider;

import dev.textusinbox.provider.IntegrationView;
import dev.textusinbox.provider.Rotation;

/**
 * A source's side at the provider.
 *
 * @param error why nothing is known, or null
 */
public record ProviderView(String source, String error, IntegrationView view, Rotation rotation) {
    /** Whether that line differs from the settings. */
    public boolean differs(String field) {
        return view.drift().stream().anyMatch(drift -> drift.field().equals(field));
    }
}
