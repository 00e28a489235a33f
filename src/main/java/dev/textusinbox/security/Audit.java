package dev.textusinbox.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * The book of who did what, when and why. What changes something for an operator writes here, in the same
 * transaction, so that neither is there without the other.
 *
 * <p>The detail is read by people for years: no secrets, no bodies, and phones masked, all by the caller.
 */
@Singleton
public class Audit {
    private static final String INSERT = """
            INSERT INTO audit (actor, action, subject, reason, detail) VALUES (?, ?, ?, ?, ?::jsonb)
            """;
    private static final String PROGRAM = "system";

    private final AgroalDataSource database;
    private final SecurityIdentity caller;
    private final ObjectWriter json;

    Audit(AgroalDataSource database, SecurityIdentity caller, ObjectMapper mapper) {
        this.database = database;
        this.caller = caller;
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
    public void record(String action, String subject, String reason, Map<String, ?> detail) {
        try (Connection connection = database.getConnection()) {
            record(connection, action, subject, reason, detail);
        } catch (SQLException e) {
            throw new IllegalStateException("no audit entry, so it was not done: " + action, e);
        }
    }

    /** Writes an entry on the caller's connection, and so in the caller's transaction. */
    public void record(Connection connection, String action, String subject, String reason, Map<String, ?> detail)
            throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, actor());
            insert.setString(2, action);
            insert.setString(3, storable(subject));
            insert.setString(4, storable(reason));
            insert.setString(5, json.writeValueAsString(detail));
            insert.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the detail is no JSON", e);
        }
    }

    private String actor() {
        if (!Arc.container().requestContext().isActive() || caller.isAnonymous()) {
            return PROGRAM;
        }
        return caller.getPrincipal().getName();
    }

    /** PostgreSQL stores no NUL, and an operator's odd paste is no reason to refuse what he wants done. */
    private static String storable(String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    /** The same for all text within the detail. */
    private static final class NoNul extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private static final SerializableString REPLACEMENT = new SerializedString("\\uFFFD");

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return REPLACEMENT;
        }
    }
}
