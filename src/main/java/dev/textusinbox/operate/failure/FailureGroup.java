package dev.textusinbox.operate.failure;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** What failed at one handler for one cause and is in one state: a view of counts that triggers keep. */
@Entity
@Immutable
@Table(name = "failure_group")
public class FailureGroup {
    @Id
    String id;

    long causeId;
    String handler;
    String state;
    String cause;
    long n;
    long contacts;
    Instant firstFailedAt;
    Instant lastFailedAt;
}
