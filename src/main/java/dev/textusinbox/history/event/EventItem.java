package dev.textusinbox.history.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.textusinbox.log.Event;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * An event as callers see it.
 *
 * @param duplicates how often it was delivered again
 * @param erased true once its contact and body were erased, else left out
 * @param payload the body; null, and then left out, where it was not asked for
 */
@RegisterForReflection // it is written out by hand for those that follow or export
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
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean erased,
        @JsonInclude(JsonInclude.Include.NON_NULL) Payload payload) {

    static EventItem of(Found found, Payload payload) {
        Event event = found.event();
        return new EventItem(
                Long.toString(event.id()),
                event.source(),
                event.type(),
                event.contact(),
                event.conversationId(),
                event.messageId(),
                event.account(),
                event.occurredAt(),
                event.receivedAt(),
                event.deliveryId(),
                found.duplicates(),
                found.erased() ? true : null,
                payload);
    }
}
