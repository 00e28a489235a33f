package dev.textusinbox.operate.quarantine;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Formula;

/**
 * A delivery in quarantine. Its body is wide and the log writes it, so it is never read as an entity: what is listed is a {@link
 * QuarantineEntry}.
 */
@Entity
@Table(name = "quarantine")
public class QuarantinedDelivery {
    @Id
    Long id;

    String source;
    String reason;
    String state;
    Instant receivedAt;
    Instant closedAt;
    Long eventId;
    Integer secretPosition;
    String contentType;
    byte[] signature;
    byte[] body;

    @Formula("coalesce(octet_length(body), 0)")
    int bytes;
}
