package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event.
 *
 * @param duplicates how often it was delivered again
 * @param erased true once its contact and body were erased, else null
 * @param payload the body; null where it was not asked for, or is erased
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EventItem(
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
