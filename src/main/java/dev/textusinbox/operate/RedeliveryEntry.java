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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** An event in trouble with a handler, or put back by a replay; for reading, dispatch writes it. */
@Entity
@Immutable
@Table(name = "redelivery")
public class RedeliveryEntry extends PanacheEntityBase {
    @Id
    Long id;

    @Column(name = "event_id")
    long eventId;

    @Column(name = "replay_id")
    Long replayId;

    String handler;
    String state;
    int attempts;

    /** What its order hangs on: the contact, where it has one. */
    @Column(name = "key")
    String queue;

    @Column(name = "last_error")
    String lastError;

    @Column(name = "due_at")
    Instant dueAt;

    /** Of the event: a queue may go by something else, and an erased phone is not to be shown. */
    @Formula("(SELECT e.contact FROM event e WHERE e.id = event_id)")
    String contact;

    /**
     * Which are listed.
     *
     * @param handler the handler, or null for all
     * @param contact the contact in E.164, or null for all
     */
    public record Wanted(String handler, List<String> states, String contact) {}

    /** A page, the newest first. */
    public static ListPage<Item> page(ListRequest page, Wanted wanted) {
        return page.page(
                below(page.below(), page.rowsToRead(), wanted), redelivery -> redelivery.id, RedeliveryEntry::item);
    }

    private static List<RedeliveryEntry> below(long id, int limit, Wanted wanted) {
        StringBuilder query = new StringBuilder("id < :id and state in :states");
        Map<String, Object> parameters = new HashMap<>(Map.of("id", id, "states", wanted.states()));
        if (wanted.handler() != null) {
            query.append(" and handler = :handler");
            parameters.put("handler", wanted.handler());
        }
        if (wanted.contact() != null) {
            query.append(" and queue = :contact");
            parameters.put("contact", wanted.contact());
        }
        return RedeliveryEntry.<RedeliveryEntry>find(query.toString(), Sort.descending("id"), parameters)
                .page(0, limit)
                .list();
    }

    /** As a caller sees it. */
    Item item() {
        return new Item(
                Long.toString(id),
                Long.toString(eventId),
                handler,
                contact,
                state,
                attempts,
                lastError,
                dueAt,
                replayId == null ? null : Long.toString(replayId));
    }

    /**
     * One redelivery in an answer.
     *
     * @param replayId the replay that it belongs to; null for the event's own delivery
     */
    @Schema(name = "Redelivery")
    public record Item(
            String id,
            String eventId,
            String handler,
            String contact,
            String state,
            int attempts,
            String lastError,
            Instant nextAttemptAt,
            String replayId) {}
}
