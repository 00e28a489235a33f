package dev.textusinbox.history.contact;

import java.time.Instant;

/** What is known of a contact. A phone never seen is a contact of which nothing is known. */
public record ContactSummary(
        String contact, Consent consent, Instant lastInboundAt, Instant lastOutboundAt, long events) {}
