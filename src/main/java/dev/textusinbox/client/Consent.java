package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * Whether a contact may be texted.
 *
 * @param state opted_in, opted_out or unknown
 * @param eventId the event that said so; null if unknown
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Consent(String state, Instant since, String eventId) {}
