package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/** One event of a message. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Step(String type, Instant occurredAt, String eventId) {}
