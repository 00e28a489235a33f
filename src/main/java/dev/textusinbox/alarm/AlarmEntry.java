package dev.textusinbox.alarm;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An alarm, as it is stored, shown and posted. */
@Entity
@Table(name = "alarm")
@JsonPropertyOrder({"id", "kind", "source", "since", "until", "detail"})
@Schema(name = "Alarm")
public class AlarmEntry {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @JsonSerialize(using = ToStringSerializer.class)
    @Schema(type = SchemaType.STRING)
    public Long id;

    public String kind;

    /** Null: it is about no single one. */
    public String source;

    public Instant since;

    /** Null: it has not ended. */
    public Instant until;

    public String detail;

    protected AlarmEntry() {}

    /** One that is not stored yet. */
    public AlarmEntry(String kind, String source, Instant since, Instant until, String detail) {
        this.kind = kind;
        this.source = source;
        this.since = since;
        this.until = until;
        this.detail = detail;
    }

    /** As it was when it began. */
    AlarmEntry unended() {
        AlarmEntry begun = new AlarmEntry(kind, source, since, null, detail);
        begun.id = id;
        return begun;
    }
}
