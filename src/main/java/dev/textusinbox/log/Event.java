package dev.textusinbox.log;

import dev.textusinbox.PublicApi;
import dev.textusinbox.platform.database.StoredText;
import java.time.Instant;

/**
 * One stored event, as it stands in the log.
 *
 * @param id the place in the log; ids become visible in their order
 * @param source the source it came from, as named in the webhook's path
 * @param type the event type, such as {@code message.received}
 * @param contact the contact's phone in E.164, or null where the body names none
 * @param conversationId the conversation's id without its path, or null
 * @param messageId the message's id without its path, or null
 * @param account the account's slug, or null
 * @param occurredAt the provider's time; the time of receipt where the body has none
 * @param receivedAt when it became durable, by the database's clock
 * @param deliveryId the provider's delivery id as received, or null; of one beyond 512 characters without the body a
 *     short form
 * @param contentType the content type as received, or null
 * @param lane the lane it is dispatched in, 0 to {@link Lanes#COUNT} - 1
 * @param body the bytes as signed and received; null once erased, or where a query left them out
 */
@PublicApi
public record Event(
        long id,
        String source,
        String type,
        String contact,
        String conversationId,
        String messageId,
        String account,
        Instant occurredAt,
        Instant receivedAt,
        String deliveryId,
        String contentType,
        int lane,
        byte[] body) {

    /** What its order hangs on: the contact, else the conversation, else the event alone. */
    public String key() {
        if (contact != null) {
            return contact;
        }
        return conversationId != null ? conversationId : "#" + id;
    }

    /** The same event with its body, for a reader that left it out at first. */
    public Event withBody(byte[] loaded) {
        return new Event(
                id,
                source,
                type,
                contact,
                conversationId,
                messageId,
                account,
                occurredAt,
                receivedAt,
                deliveryId(deliveryId, loaded),
                contentType,
                lane,
                loaded);
    }

    /** Of a long delivery id the log keeps a short form; the whole one stands in the body. */
    static String deliveryId(String stored, byte[] body) {
        if (stored == null || body == null || !StoredText.isShortened(stored)) {
            return stored;
        }
        String whole = EnvelopeReader.deliveryId(body);
        return whole == null ? stored : StoredText.wellFormed(whole);
    }

    /** Never the body or the phone: an event may end up in a log line. */
    @Override
    public String toString() {
        return "Event[" + id + " " + type + " from " + source + "]";
    }
}
