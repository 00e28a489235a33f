package dev.textusinbox.security;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of the book in an answer; {@link Audit} writes them, in the transaction of what they tell of.
 *
 * @param detail the database's own JSON text: it is passed on as it is, so it need not be understood
 */
@Schema(name = "AuditEntry")
public record AuditEntry(
        String id,
        Instant at,
        String actor,
        String action,
        String subject,
        String reason,
        @JsonRawValue String detail) {}
