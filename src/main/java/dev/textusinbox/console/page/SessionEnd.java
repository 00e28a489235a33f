package dev.textusinbox.console.page;

import dev.textusinbox.platform.database.Transaction;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Ends all sessions of the console at once, those of whoever asks for it included: for a browser that got into wrong hands. */
@Singleton
public class SessionEnd {
    private final AgroalDataSource database;
    private final SessionKey key;
    private final Audit audit;

    SessionEnd(AgroalDataSource database, SessionKey key, Audit audit) {
        this.database = database;
        this.key = key;
        this.audit = audit;
    }

    /** On every instance: here at once, elsewhere within seconds. */
    public void ofAll(String reason) {
        try (Connection connection = database.getConnection()) {
            Transaction.in(connection, in -> {
                audit.record(in, "console.end-sessions", null, reason, Map.of());
                key.change(in);
                return null;
            });
        } catch (SQLException e) {
            throw new IllegalStateException("the console's sessions could not be ended", e);
        }
        key.read();
    }
}
