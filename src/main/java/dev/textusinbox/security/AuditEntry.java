package dev.textusinbox.security;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
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
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.Immutable;

/** An entry of the audit log, as it is stored and as it is shown; {@link Audit} writes them. */
@Entity
@Immutable
@Table(name = "audit")
@JsonPropertyOrder({"id", "at", "actor", "action", "subject", "reason", "detail"})
@Schema(name = "AuditEntry")
public class AuditEntry {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @JsonSerialize(using = ToStringSerializer.class)
    @Schema(type = SchemaType.STRING)
    public Long id;

    /** By the database's clock. */
    @Generated
    public Instant at;

    public String actor;
    public String action;
    public String subject;
    public String reason;

    /** The database's own JSON text: it is passed on as it is, so it need not be understood. */
    @ColumnTransformer(write = "cast(? as jsonb)")
    @JsonRawValue
    @Schema(type = SchemaType.OBJECT)
    public String detail;
}
