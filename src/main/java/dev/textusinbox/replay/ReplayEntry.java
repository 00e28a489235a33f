package dev.textusinbox.replay;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListRequest;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.Immutable;

/** A replay, for reading; its feeder and the dispatch of its rows write it. */
@Entity
@Immutable
@Table(name = "replay")
public class ReplayEntry extends PanacheEntityBase {
    @Id
    Long id;

    String state;
    String[] handlers;

    /** The database's own JSON text: it is passed on as it is. */
    String filter;

    @Column(name = "rate_per_second")
    int ratePerSecond;

    String reason;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "finished_at")
    Instant finishedAt;

    long matched;
    long succeeded;
    long dead;

    /** A page, the newest first. */
    public static ListPage<Item> page(ListRequest page) {
        return page.page(below(page.below(), page.rowsToRead()), replay -> replay.id, ReplayEntry::item);
    }

    /** The replay of that id, as a caller sees it. */
    public static Optional<Item> find(long id) {
        return one(id).map(ReplayEntry::item);
    }

    private static List<ReplayEntry> below(long id, int limit) {
        return ReplayEntry.<ReplayEntry>find("id < ?1", Sort.descending("id"), id)
                .page(0, limit)
                .list();
    }

    static Optional<ReplayEntry> one(long id) {
        return findByIdOptional(id);
    }

    /** As a caller sees it. */
    Item item() {
        return new Item(
                Long.toString(id),
                state,
                matched,
                succeeded,
                dead,
                state.equals("running") ? Math.max(0, matched - succeeded - dead) : 0,
                reason,
                createdBy,
                createdAt,
                finishedAt,
                List.of(handlers),
                filter,
                ratePerSecond);
    }

    /**
     * One replay in an answer.
     *
     * @param matched how many events matched when it was made
     * @param succeeded how many all its handlers have taken
     * @param dead how many some handler gave up on
     * @param pending how many are still to come to an end; none once it is over, whatever became of them
     */
    @Schema(name = "Replay")
    public record Item(
            String id,
            String state,
            long matched,
            long succeeded,
            long dead,
            long pending,
            String reason,
            String createdBy,
            Instant createdAt,
            Instant finishedAt,
            List<String> handlers,
            @JsonRawValue String filter,
            int ratePerSecond) {}
}
