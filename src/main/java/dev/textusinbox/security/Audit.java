package dev.textusinbox.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.textusinbox.platform.database.DatabaseText;
import dev.textusinbox.platform.database.EntitiesOn;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The audit log: who did what, when and why. What changes something for an operator writes here, in the same
 * transaction, so that neither is there without the other.
 *
 * <p>The detail is read by people for years: no secrets, no bodies, and phones masked, all by the caller.
 */
@Singleton
public class Audit implements PanacheRepositoryBase<AuditEntry, Long> {
    private static final Logger LOG = Logger.getLogger(Audit.class);

    /** Whoever does what nobody asked for. */
    static final String PROGRAM = "system";

    private final SecurityIdentity caller;
    private final EntitiesOn entities;
    private final ObjectWriter json;

    Audit(SecurityIdentity caller, EntitiesOn entities, ObjectMapper mapper) {
        this.caller = caller;
        this.entities = entities;
        this.json = mapper.writer(new NoNul());
    }

    /**
     * Writes an entry in the caller's JTA transaction; where there is none, in one of its own.
     *
     * @param action what was done, such as {@code replay.create}
     * @param subject to what, such as a replay's id; or null
     * @param reason why, in the operator's words; or null
     * @param detail what else is worth knowing; may be empty
     */
    @Transactional
    public void record(String action, String subject, String reason, Map<String, ?> detail) {
        persist(entry(actor(), action, subject, reason, detail));
    }

    /** Writes an entry on the caller's connection, and so in the transaction that the caller has made on it. */
    public void record(Connection connection, String action, String subject, String reason, Map<String, ?> detail)
            throws SQLException {
        record(connection, actor(), action, subject, reason, detail);
    }

    /** As the other, for somebody who ordered it earlier. */
    public void record(
            Connection connection, String actor, String action, String subject, String reason, Map<String, ?> detail)
            throws SQLException {
        AuditEntry entry = entry(actor, action, subject, reason, detail);
        entities.connection(connection, session -> session.insert(entry));
    }

    /**
     * Notes what changed nothing, as that somebody signed in. Where that can't be written the log says so, and what it tells of
     * happens all the same: nobody is to be kept out of the console because the database is away.
     */
    public void note(String actor, String action, String subject, Map<String, ?> detail) {
        try {
            QuarkusTransaction.requiringNew().run(() -> persist(entry(actor, action, subject, null, detail)));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The audit log lacks %s of %s: %s",
                    action, actor, e.getClass().getSimpleName());
        }
    }

    /** The same of the caller. */
    public void note(String action, String subject, Map<String, ?> detail) {
        note(actor(), action, subject, detail);
    }

    /** A page, the newest first. */
    public ListPage<AuditEntry> page(ListRequest page) {
        return page.page(
                find("id < ?1 order by id desc", page.below())
                        .page(0, page.rowsToRead())
                        .list(),
                entry -> entry.id);
    }

    private AuditEntry entry(String actor, String action, String subject, String reason, Map<String, ?> detail) {
        AuditEntry entry = new AuditEntry();
        entry.actor = DatabaseText.of(actor);
        entry.action = action;
        entry.subject = DatabaseText.of(subject);
        entry.reason = DatabaseText.of(reason);
        try {
            entry.detail = DatabaseText.of(json.writeValueAsString(detail));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the detail is no JSON", e);
        }
        return entry;
    }

    private String actor() {
        if (!Arc.container().requestContext().isActive() || caller.isAnonymous()) {
            return PROGRAM;
        }
        return caller.getPrincipal().getName();
    }

    /** JSON would write a NUL as an escape, which {@code jsonb} refuses. */
    private static final class NoNul extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private static final SerializableString REPLACEMENT = new SerializedString("\\uFFFD");

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0] = ESCAPE_CUSTOM;
            return codes;
        }

        /** Asked for every character beyond ASCII too: those have no escape, and are written as they are. */
        @Override
        public SerializableString getEscapeSequence(int character) {
            return character == 0 ? REPLACEMENT : null;
        }
    }
}
