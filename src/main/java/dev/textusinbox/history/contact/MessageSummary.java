package dev.textusinbox.history.contact;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a message.
 *
 * @param status the latest by the provider's time: received, delivered, failed, unknown; null where no event told one
 * @param history its events, by the provider's time
 */
record MessageSummary(String messageId, String status, String contact, List<MessageStep> history) {

    /** One event of the message. */
    record MessageStep(String type, Instant occurredAt, String eventId) {}
}
