package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** One event with its payload, and what each handler made of it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EventDetail(
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
        JsonNode payload,
        List<HandlerState> handlers) {}
