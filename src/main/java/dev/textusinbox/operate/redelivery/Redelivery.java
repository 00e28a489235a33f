package dev.textusinbox.operate.redelivery;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** An event that a handler has yet to take, as far as it is listed: a {@link RedeliveryEntry}. Dispatch writes it. */
@Entity
@Immutable
public class Redelivery {
    @Id
    Long id;

    long eventId;
    Long replayId;
    String handler;

    /** What its order hangs on: the contact, where it has one. */
    String key;

    String state;
    int attempts;
    String lastError;
    Instant dueAt;

    /** Of the event: a queue may go by something else, and an erased phone is not to be shown. */
    @Formula("(SELECT e.contact FROM event e WHERE e.id = event_id)")
    String contact;
}
