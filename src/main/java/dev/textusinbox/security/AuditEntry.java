package dev.textusinbox.security;

import com.fasterxml.jackson.annotation.JsonRawValue;
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

/** An entry of the book, for reading; {@link Audit} writes them, in the transaction of what they tell of. */
@Entity
@Immutable
@Table(name = "audit")
public class AuditEntry extends PanacheEntityBase {
    @Id
    Long id;

    Instant at;
    String actor;
    String action;
    String subject;
    String reason;

    /** The database's own JSON text: it is passed on as it is, so it need not be understood. */
    String detail;

    /** A page, the newest first. */
    public static ListPage<Item> page(ListRequest page) {
        return page.page(before(page.below(), page.rowsToRead()), entry -> entry.id, AuditEntry::item);
    }

    private static List<AuditEntry> before(long id, int limit) {
        return AuditEntry.<AuditEntry>find("id < ?1", Sort.descending("id"), id)
                .page(0, limit)
                .list();
    }

    private Item item() {
        return new Item(Long.toString(id), at, actor, action, subject, reason, detail);
    }

    /** One entry in an answer. */
    @Schema(name = "AuditEntry")
    public record Item(
            String id,
            Instant at,
            String actor,
            String action,
            String subject,
            String reason,
            @JsonRawValue String detail) {}
}
