package dev.textusinbox.history;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a message.
 *
 * @param status the latest by the provider's time: received, delivered, failed, unknown; null where no event told one
 * @param history its events, by the provider's time
 */
record MessageSummary(String messageId, String status, String contact, List<Step> history) {

    /** One event of the message. */
    record Step(String type, Instant occurredAt, String eventId) {}
}
