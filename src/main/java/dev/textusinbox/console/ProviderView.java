package dev.textusinbox.console;

import dev.textusinbox.provider.IntegrationView;
import dev.textusinbox.provider.Rotation;

/**
 * A source's side at the provider.
 *
 * @param trouble why nothing is known, or null
 */
public record ProviderView(String source, String trouble, IntegrationView view, Rotation rotation) {
    /** Whether that line is not as it is wanted. */
    public boolean differs(String field) {
        return view.drift().stream().anyMatch(drift -> drift.field().equals(field));
    }
}
