package dev.textusinbox.history;

import java.time.Instant;

/** What is known of a contact. A phone never seen is a contact of which nothing is known. */
public record ContactSummary(
        String contact, Consent consent, Instant lastInboundAt, Instant lastOutboundAt, long events) {

    /**
     * Whether the contact may be texted.
     *
     * @param state opted_in, opted_out or unknown
     * @param since the provider's time of the opt-in or opt-out; null if unknown
     * @param eventId the event that said so; null if unknown
     */
    public record Consent(String state, Instant since, String eventId) {}
}
