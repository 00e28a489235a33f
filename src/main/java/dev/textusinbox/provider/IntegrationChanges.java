package dev.textusinbox.provider;

import dev.textusinbox.platform.ProblemException;
import dev.textusinbox.platform.Transaction;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a change at the provider, and its entry in the book. The two are no transaction: the entry is written afterwards and
 * says how the call ended, so that a call whose end is not known is there too.
 */
@Singleton
class IntegrationChanges {
    private final AgroalDataSource database;
    private final Audit audit;

    IntegrationChanges(AgroalDataSource database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** @param detail may be added to by the call */
    record Change(String action, String source, String reason, Map<String, ?> detail) {}

    /** What is known here after the call. */
    interface Note {
        void on(Connection connection) throws SQLException;
    }

    void make(Change change, Runnable call, Note note) {
        try {
            call.run();
        } catch (ProblemException e) {
            write(change, e.getMessage(), connection -> {});
            throw e;
        }
        write(change, "done", note);
    }

    private void write(Change change, String outcome, Note note) {
        Map<String, Object> detail = new LinkedHashMap<>(change.detail());
        detail.put("outcome", outcome);
        try (Connection connection = database.getConnection()) {
            Transaction.in(connection, in -> {
                note.on(in);
                audit.record(in, change.action(), change.source(), change.reason(), detail);
                return null;
            });
        } catch (SQLException e) {
            throw new IllegalStateException("a change at the provider could not be noted", e);
        }
    }
}
