package dev.textusinbox.operate;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** What a source has sent so far, for reading; the log counts it. */
@Entity
@Immutable
@Table(name = "source")
class SourceEntry extends PanacheEntityBase {
    @Id
    String name;

    long received;
    long stored;
    long duplicates;
    long quarantined;

    @Column(name = "last_received_at")
    Instant lastReceivedAt;

    static List<Item> all() {
        return SourceEntry.<SourceEntry>listAll(Sort.by("name")).stream()
                .map(SourceEntry::item)
                .toList();
    }

    private Item item() {
        return new Item(name, received, stored, duplicates, quarantined, lastReceivedAt);
    }

    /** One source in an answer. */
    record Item(String source, long received, long stored, long duplicates, long quarantined, Instant lastDeliveryAt) {}
}
