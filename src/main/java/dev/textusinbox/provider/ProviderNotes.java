package dev.textusinbox.provider;

import dev.textusinbox.platform.Instants;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What the watcher's last look at each integration has found; nobody else is asked. */
@Singleton
public class ProviderNotes {
    private static final String NOTES = """
            SELECT source, checked_at, check_error, unhealthy_since, drift_since FROM provider_integration
             WHERE source = ANY (?)""";

    private final AgroalDataSource database;
    private final ProviderSettings settings;

    ProviderNotes(AgroalDataSource database, ProviderSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * One note.
     *
     * @param checkedAt when the provider last answered; null: not yet
     * @param trouble why it did not at the last look; null: it did
     * @param unhealthySince since when the integration is seen marked failed, or null
     * @param driftSince since when it is seen not to be as it is wanted, or null
     */
    public record Note(Instant checkedAt, String trouble, Instant unhealthySince, Instant driftSince) {}

    /** By source, those that are watched. */
    public Map<String, Note> all() {
        Object[] watched = settings.all().stream().map(WatchedSource::name).toArray();
        Map<String, Note> notes = new TreeMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NOTES)) {
            select.setArray(1, connection.createArrayOf("text", watched));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    notes.put(row.getString("source"), note(row));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("what is known of the integrations can't be read", e);
        }
        return notes;
    }

    private static Note note(ResultSet row) throws SQLException {
        return new Note(
                Instants.of(row, "checked_at"),
                row.getString("check_error"),
                Instants.of(row, "unhealthy_since"),
                Instants.of(row, "drift_since"));
    }
}
