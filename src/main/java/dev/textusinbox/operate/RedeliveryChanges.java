package dev.textusinbox.operate;

import dev.textusinbox.dispatch.Redeliveries;
import dev.textusinbox.dispatch.Redeliveries.Change;
import dev.textusinbox.dispatch.Redeliveries.Changed;
import dev.textusinbox.dispatch.Redeliveries.Refused;
import dev.textusinbox.platform.ProblemException;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Retries and discards, each with an entry in the book. */
@ApplicationScoped
public class RedeliveryChanges {
    public static final String NOT_FOUND = "There is no such redelivery: it may have gone well meanwhile.";

    private final AgroalDataSource database;
    private final RedeliveryQuery redeliveries;
    private final Audit audit;

    RedeliveryChanges(AgroalDataSource database, RedeliveryQuery redeliveries, Audit audit) {
        this.database = database;
        this.redeliveries = redeliveries;
        this.audit = audit;
    }

    /** Tries one again at once; a 409 where it waits behind another. */
    @Transactional
    public RedeliveryEntry retry(long id, String reason) {
        try (Connection connection = database.getConnection()) {
            return done(connection, Redeliveries.retry(connection, id), "redelivery.retry", id, reason);
        } catch (SQLException e) {
            throw new IllegalStateException("a redelivery could not be retried", e);
        }
    }

    /** Gives one up for good. */
    @Transactional
    public RedeliveryEntry discard(long id, String reason) {
        try (Connection connection = database.getConnection()) {
            return done(connection, Redeliveries.discard(connection, id), "redelivery.discard", id, reason);
        } catch (SQLException e) {
            throw new IllegalStateException("a redelivery could not be discarded", e);
        }
    }

    /** Tries all of a handler in one state again; how many. */
    @Transactional
    public int retryAll(String handler, String state, String reason) {
        try (Connection connection = database.getConnection()) {
            int retried = Redeliveries.retryAll(connection, handler, state);
            audit.record(
                    connection, "redelivery.retry-all", handler, reason, Map.of("state", state, "retried", retried));
            return retried;
        } catch (SQLException e) {
            throw new IllegalStateException("redeliveries could not be retried", e);
        }
    }

    private RedeliveryEntry done(Connection connection, Change change, String action, long id, String reason)
            throws SQLException {
        if (change instanceof Refused refused) {
            throw ProblemException.conflict(refused.why());
        }
        if (!(change instanceof Changed changed)) {
            throw ProblemException.notFound(NOT_FOUND);
        }
        audit.record(
                connection,
                action,
                Long.toString(id),
                reason,
                Map.of(
                        "handler", changed.handler(),
                        "eventId", Long.toString(changed.eventId()),
                        "before", changed.before()));
        return redeliveries.one(id).orElseThrow();
    }
}
