package dev.textusinbox.provider;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** The watcher's part of what is kept of each source's integration. */
@Singleton
class WatchRows {
    private static final String CLAIM = """
            UPDATE provider_integration SET check_at = clock_timestamp() + ? * interval '1 ms'
             WHERE source = ? AND check_at <= clock_timestamp()""";

    private static final String SEEN = """
            UPDATE provider_integration
               SET checked_at = clock_timestamp(), check_error = NULL,
                   unhealthy_since = CASE WHEN ? THEN coalesce(unhealthy_since, clock_timestamp()) END,
                   drift_since = CASE WHEN ?::text IS NOT NULL THEN coalesce(drift_since, clock_timestamp()) END,
                   drift = ?
             WHERE source = ?""";

    private static final String FAILED =
            "UPDATE provider_integration SET check_error = ? WHERE source = ? AND check_error IS DISTINCT FROM ?";

    private final AgroalDataSource database;

    WatchRows(AgroalDataSource database) {
        this.database = database;
    }

    /** Whether it is time to look, and this instance is the one that does; the next look is so much later. */
    boolean claim(String source, long nextMillis) throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (IntegrationRows.update(connection, CLAIM, nextMillis, source) == 1) {
                return true;
            }
            return IntegrationRows.update(connection, IntegrationRows.ENSURE, source) == 1
                    && IntegrationRows.update(connection, CLAIM, nextMillis, source) == 1;
        }
    }

    /** @param drift null: none */
    void seen(String source, boolean unhealthy, String drift) throws SQLException {
        try (Connection connection = database.getConnection()) {
            IntegrationRows.update(connection, SEEN, unhealthy, drift, drift, source);
        }
    }

    /** Whether this trouble is new; what was seen last stays. */
    boolean failed(String source, String error) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return IntegrationRows.update(connection, FAILED, error, source, error) == 1;
        }
    }
}
