package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/** What is known of a contact. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Contact(String contact, Consent consent, Instant lastInboundAt, Instant lastOutboundAt, long events) {}
