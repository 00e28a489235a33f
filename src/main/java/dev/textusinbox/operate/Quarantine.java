package dev.textusinbox.operate;

import dev.textusinbox.log.Received;
import dev.textusinbox.platform.Problem;
import dev.textusinbox.platform.ProblemException;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;

/** The deliveries kept aside: their bytes, and closing them with an entry in the book. */
@ApplicationScoped
public class Quarantine {
    public static final String NOT_FOUND = "There is no such entry in quarantine.";

    private static final String LOAD =
            "SELECT source, body, content_type, signature, secret_position FROM quarantine WHERE id = ?";

    private static final String CLOSE = """
            UPDATE quarantine SET state = ?, closed_at = clock_timestamp(), event_id = coalesce(?, event_id)
             WHERE id = ? AND state = 'open'""";

    private final AgroalDataSource database;
    private final QuarantineQuery entries;
    private final Audit audit;

    Quarantine(AgroalDataSource database, QuarantineQuery entries, Audit audit) {
        this.database = database;
        this.entries = entries;
        this.audit = audit;
    }

    /** The delivery as it came in. */
    public Received delivery(long id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(LOAD)) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw noSuchEntry();
                }
                byte[] body = row.getBytes("body");
                if (body == null) {
                    throw new ProblemException(Problem.of(410, "The body of this delivery was erased."));
                }
                int secret = row.getInt("secret_position");
                return new Received(
                        row.getString("source"),
                        body,
                        row.getString("content_type"),
                        row.getBytes("signature"),
                        row.wasNull() ? null : secret);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a quarantined delivery can't be read", e);
        }
    }

    /** It became an event, or is one already. */
    @Transactional
    QuarantineEntry retried(long id, long eventId, String reason) {
        return close(id, "retried", eventId, reason);
    }

    /** Closes it for good; a 409 where it is closed already. */
    @Transactional
    public QuarantineEntry discard(long id, String reason) {
        return close(id, "discarded", null, reason);
    }

    private QuarantineEntry close(long id, String state, Long eventId, String reason) {
        try (Connection connection = database.getConnection();
                PreparedStatement close = connection.prepareStatement(CLOSE)) {
            close.setString(1, state);
            close.setObject(2, eventId, Types.BIGINT);
            close.setLong(3, id);
            boolean closed = close.executeUpdate() == 1;
            QuarantineEntry entry = entries.one(id).orElseThrow(Quarantine::noSuchEntry);
            if (!closed) {
                throw closedAlready(entry);
            }
            audit.record(
                    connection,
                    state.equals("retried") ? "quarantine.retry" : "quarantine.discard",
                    Long.toString(id),
                    reason,
                    eventId == null ? Map.of() : Map.of("eventId", Long.toString(eventId)));
            return entry;
        } catch (SQLException e) {
            throw new IllegalStateException("a quarantined delivery could not be closed", e);
        }
    }

    static ProblemException closedAlready(QuarantineEntry entry) {
        return ProblemException.conflict("It is " + entry.state() + " already.");
    }

    static ProblemException noSuchEntry() {
        return ProblemException.notFound(NOT_FOUND);
    }
}
