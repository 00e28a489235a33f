package dev.textusinbox.provider;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The provider's side of a source, as an operator sees it.
 *
 * @param found null: the account has no such integration
 * @param others integrations of the account that post to the same place: each event comes once more for each
 */
public record IntegrationView(
        String source,
        Wanted wanted,
        FoundIntegration found,
        List<Wanted.Drift> drift,
        List<Other> others,
        IntegrationSecret secret) {
    /**
     * What is there.
     *
     * @param healthy false: the provider has marked it failed, and sends nothing but one attempt an hour
     */
    public record FoundIntegration(String id, String url, boolean active, List<String> events, boolean healthy) {
        static FoundIntegration of(Integration integration) {
            return integration == null
                    ? null
                    : new FoundIntegration(
                            integration.id(),
                            integration.url(),
                            integration.active(),
                            integration.events(),
                            integration.healthy());
        }
    }

    public record Other(String id, String url) {}

    /**
     * What is known of the secret; the provider never shows it.
     *
     * @param state {@code unknown}: not set from here, or no longer in the settings; {@code set}; {@code proven}: an event
     *     came that is signed with it
     * @param position in the settings' list, from 0
     */
    @Schema(name = "IntegrationSecret")
    public record IntegrationSecret(String state, Integer position, Instant setAt, String eventId, Instant provenAt) {
        static IntegrationSecret of(ProviderIntegration row, int position) {
            if (position < 0) {
                return new IntegrationSecret("unknown", null, row.secretSetAt, null, null);
            }
            return row.secretEventId == null
                    ? new IntegrationSecret("set", position, row.secretSetAt, null, null)
                    : new IntegrationSecret(
                            "proven", position, row.secretSetAt, Long.toString(row.secretEventId), row.secretProvenAt);
        }
    }
}
