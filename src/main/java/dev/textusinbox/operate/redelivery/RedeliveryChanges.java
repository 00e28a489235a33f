package dev.textusinbox.operate.redelivery;

import dev.textusinbox.dispatch.Redeliveries;
import dev.textusinbox.dispatch.Redeliveries.Change;
import dev.textusinbox.dispatch.Redeliveries.ChangeRefused;
import dev.textusinbox.dispatch.Redeliveries.Changed;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Retries and discards, each with an entry in the audit log. */
@ApplicationScoped
public class RedeliveryChanges {
    public static final String NOT_FOUND = "There is no such redelivery: it may have gone well meanwhile.";

    private final AgroalDataSource database;
    private final RedeliveryRepository redeliveries;
    private final Audit audit;

    RedeliveryChanges(AgroalDataSource database, RedeliveryRepository redeliveries, Audit audit) {
        this.database = database;
        this.redeliveries = redeliveries;
        this.audit = audit;
    }

    /** Tries one again at once; a 409 where it waits behind another. */
    @Transactional
    public RedeliveryEntry retry(long id, String reason) {
        try (Connection connection = database.getConnection()) {
            return done(Redeliveries.retry(connection, id), "redelivery.retry", id, reason);
        } catch (SQLException e) {
            throw new IllegalStateException("a redelivery could not be retried", e);
        }
    }

    /** Gives one up for good. */
    @Transactional
    public RedeliveryEntry discard(long id, String reason) {
        try (Connection connection = database.getConnection()) {
            return done(Redeliveries.discard(connection, id), "redelivery.discard", id, reason);
        } catch (SQLException e) {
            throw new IllegalStateException("a redelivery could not be discarded", e);
        }
    }

    private RedeliveryEntry done(Change change, String action, long id, String reason) {
        if (change instanceof ChangeRefused refused) {
            throw ProblemException.conflict(refused.why());
        }
        if (!(change instanceof Changed changed)) {
            throw ProblemException.notFound(NOT_FOUND);
        }
        audit.record(
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
