package dev.textusinbox.log;

import java.time.Instant;

/**
 * What the inbox reads from a body; everything else of it stays in the bytes.
 *
 * @param type the event type
 * @param deliveryId the provider's delivery id, or null
 * @param timestamp the provider's time, or null where there is none that can be read
 * @param entityId the id of what the event is about (message, call, contact, opt-out), or null
 */
record Envelope(
        String type,
        String deliveryId,
        Instant timestamp,
        String contact,
        String conversation,
        String message,
        String account,
        String entityId) {}
