package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event that a client has.
 *
 * @param receipt with which it says what became of the event
 * @param attempt 1 and up
 * @param replay the replay that it belongs to, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PulledEvent(
        String receipt,
        int attempt,
        String replay,
        String id,
        String source,
        String type,
        String contact,
        String conversationId,
        String messageId,
        String account,
        Instant occurredAt,
        Instant receivedAt,
        String deliveryId,
        int duplicates,
        Boolean erased,
        JsonNode payload) {}
