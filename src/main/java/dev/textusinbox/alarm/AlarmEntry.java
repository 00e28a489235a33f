package dev.textusinbox.alarm;

import dev.textusinbox.platform.ListPage;
import dev.textusinbox.platform.ListRequest;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.Immutable;

/** An alarm, for reading; the round opens and closes them. */
@Entity
@Immutable
@Table(name = "alarm")
public class AlarmEntry extends PanacheEntityBase {
    @Id
    Long id;

    String kind;
    String source;
    Instant since;
    Instant until;
    String detail;

    /** A page, the newest first; {@code open}: null for all, else whether they have no end. */
    public static ListPage<Item> page(ListRequest page, Boolean open) {
        return page.page(below(page.below(), page.rowsToRead(), open), alarm -> alarm.id, AlarmEntry::item);
    }

    private static List<AlarmEntry> below(long id, int limit, Boolean open) {
        String state = open == null ? "" : open ? " and until is null" : " and until is not null";
        return AlarmEntry.<AlarmEntry>find("id < ?1" + state, Sort.descending("id"), id)
                .page(0, limit)
                .list();
    }

    Item item() {
        return new Item(Long.toString(id), kind, source, since, until, detail);
    }

    /**
     * One alarm in an answer.
     *
     * @param source null: it is about no single one
     * @param until null: it has not ended
     */
    @Schema(name = "Alarm")
    public record Item(String id, String kind, String source, Instant since, Instant until, String detail) {
        Item unended() {
            return new Item(id, kind, source, since, null, detail);
        }
    }
}
