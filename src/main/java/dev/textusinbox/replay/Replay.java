package dev.textusinbox.replay;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Generated;

/**
 * A replay as an order. Its counts are written by who settles redeliveries, so it is never read as an entity: what is shown is
 * a {@link ReplayEntry}.
 */
@Entity
public class Replay {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String state = "running";
    List<String> handlers;

    @ColumnTransformer(write = "cast(? as jsonb)")
    String filter;

    int ratePerSecond;
    String reason;
    String createdBy;

    @Generated
    Instant createdAt;

    Instant finishedAt;

    /** The newest event when it was made: it never chases live ones. */
    long untilId;

    /** Null as long as it is not known: then {@link ReplayFeed} counts. */
    Long matched;

    long succeeded;
    long dead;

    /** Null while matched is: greatest alone would pass over that. */
    @Formula(
            "CASE WHEN state <> 'running' THEN 0 WHEN matched IS NOT NULL THEN greatest(0, matched - succeeded - dead) END")
    Long pending;
}
