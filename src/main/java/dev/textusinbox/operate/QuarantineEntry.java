package dev.textusinbox.operate;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** A delivery kept aside, for reading; without its bytes, which only their own door gives out. */
@Entity
@Immutable
@Table(name = "quarantine")
class QuarantineEntry extends PanacheEntityBase {
    @Id
    Long id;

    String source;
    String reason;
    String state;

    @Column(name = "received_at")
    Instant receivedAt;

    @Column(name = "closed_at")
    Instant closedAt;

    @Column(name = "event_id")
    Long eventId;

    @Column(name = "content_type")
    String contentType;

    @Formula("octet_length(body)")
    int bytes;

    /** The newest below the given id; of any source or state where that is null. */
    static List<QuarantineEntry> below(long id, int limit, String source, String state) {
        StringBuilder query = new StringBuilder("id < :id");
        Map<String, Object> parameters = new HashMap<>(Map.of("id", id));
        if (source != null) {
            query.append(" and source = :source");
            parameters.put("source", source);
        }
        if (state != null) {
            query.append(" and state = :state");
            parameters.put("state", state);
        }
        return QuarantineEntry.<QuarantineEntry>find(query.toString(), Sort.descending("id"), parameters)
                .page(0, limit)
                .list();
    }

    static Optional<QuarantineEntry> one(long id) {
        return findByIdOptional(id);
    }

    /** As a caller sees it. */
    Item item() {
        return new Item(
                Long.toString(id),
                source,
                reason,
                state,
                receivedAt,
                closedAt,
                eventId == null ? null : Long.toString(eventId),
                contentType,
                bytes);
    }

    /**
     * One entry in an answer.
     *
     * @param eventId of a conflict, the event that it contradicts; of a retried one, the event that it became
     */
    record Item(
            String id,
            String source,
            String reason,
            String state,
            Instant receivedAt,
            Instant closedAt,
            String eventId,
            String contentType,
            int bytes) {}
}
