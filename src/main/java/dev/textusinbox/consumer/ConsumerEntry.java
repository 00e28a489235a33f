package dev.textusinbox.consumer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** A pull consumer, in an answer; how it is doing stands with the handlers. The functions of the schema write it. */
@Entity
@Immutable
@Table(name = "handler")
@Schema(name = "Consumer")
public class ConsumerEntry {
    @Id
    public String name;

    /** Those that it takes; empty: all. */
    public List<String> types;

    /** {@code beginning} or {@code now}: where it began. */
    @Formula("case when start_position = 0 then 'beginning' else 'now' end")
    public String start;

    public Instant createdAt;

    @JsonIgnore
    @Schema(hidden = true)
    String kind;
}
