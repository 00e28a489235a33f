package dev.textusinbox.bulk;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Generated;

/**
 * An order as it is given. How far it is, its {@link BulkWorker} writes by itself, so it is never read as an entity: what is
 * shown is a {@link BulkEntry}.
 */
@Entity
@Table(name = "bulk")
public class BulkOrder {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String state = "running";
    String action;

    @ColumnTransformer(write = "cast(? as jsonb)")
    String wanted;

    String reason;
    String createdBy;

    @Generated
    Instant createdAt;

    Instant finishedAt;

    /** The newest row when it was made: it never chases what comes later. */
    long untilId;

    int stage;
    Long matched;
    long done;
}
