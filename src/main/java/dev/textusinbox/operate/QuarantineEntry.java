package dev.textusinbox.operate;

import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListRequest;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** A delivery kept aside, for reading; without its bytes, which only their own door gives out. */
@Entity
@Immutable
@Table(name = "quarantine")
public class QuarantineEntry extends PanacheEntityBase {
    /** Why a delivery may be kept aside, as the schema has it. */
    public static final List<String> REASONS =
            List.of("malformed", "not-an-object", "no-type", "unstorable", "conflict");

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

    @Formula("coalesce(octet_length(body), 0)")
    int bytes;

    /** Which are listed; of any source, state or reason where that is null. */
    public record Wanted(String source, String state, String reason) {}

    /** A page, the newest first. */
    public static ListPage<Item> page(ListRequest page, Wanted wanted) {
        return page.page(below(page.below(), page.rowsToRead(), wanted), entry -> entry.id, QuarantineEntry::item);
    }

    private static List<QuarantineEntry> below(long id, int limit, Wanted wanted) {
        StringBuilder query = new StringBuilder("id < :id");
        Map<String, Object> parameters = new HashMap<>(Map.of("id", id));
        narrow(query, parameters, "source", wanted.source());
        narrow(query, parameters, "state", wanted.state());
        narrow(query, parameters, "reason", wanted.reason());
        return QuarantineEntry.<QuarantineEntry>find(query.toString(), Sort.descending("id"), parameters)
                .page(0, limit)
                .list();
    }

    /** How many wait for an operator; from an index of those alone. */
    public static long open() {
        return count("state = 'open'");
    }

    private static void narrow(StringBuilder query, Map<String, Object> parameters, String column, String value) {
        if (value != null) {
            query.append(" and ").append(column).append(" = :").append(column);
            parameters.put(column, value);
        }
    }

    /** The entry of that id. */
    public static Optional<QuarantineEntry> one(long id) {
        return findByIdOptional(id);
    }

    /** As a caller sees it. */
    public Item item() {
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
     * @param bytes how long the body is; 0 once erased
     * @param eventId of a conflict, the event that it contradicts; of a retried one, the event that it became
     */
    @Schema(name = "QuarantineEntry")
    public record Item(
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
