package dev.textusinbox.provider;

import dev.textusinbox.log.LogHead;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What is kept of each source's integration; each call is a transaction of its own unless it is given a connection. */
@Singleton
class IntegrationRows {
    static final String ENSURE = "INSERT INTO provider_integration (source) VALUES (?) ON CONFLICT DO NOTHING";

    private static final String LOAD = "SELECT * FROM provider_integration WHERE source = ?";

    /** A change is a few calls of ten seconds at most; one that died is over by then. */
    private static final String CLAIM = """
            UPDATE provider_integration SET busy_until = clock_timestamp() + interval '90 s'
             WHERE source = ? AND (busy_until IS NULL OR busy_until < clock_timestamp())""";

    /** What was changed is looked at at once, so that its alarm ends. */
    private static final String RELEASE =
            "UPDATE provider_integration SET busy_until = NULL, check_at = clock_timestamp() WHERE source = ?";

    private static final String REMEMBER = "UPDATE provider_integration SET integration_id = ? WHERE source = ?";

    private static final String SECRET_SET = """
            UPDATE provider_integration
               SET secret_fingerprint = ?, secret_set_at = clock_timestamp(), secret_checked_to = ?,
                   secret_event_id = NULL, secret_proven_at = NULL
             WHERE source = ?""";

    private static final String FORGET = """
            UPDATE provider_integration
               SET integration_id = NULL, secret_fingerprint = NULL, secret_set_at = NULL, secret_checked_to = NULL,
                   secret_event_id = NULL, secret_proven_at = NULL
             WHERE source = ?""";

    private final AgroalDataSource database;

    IntegrationRows(AgroalDataSource database) {
        this.database = database;
    }

    IntegrationRow load(String source) {
        try (Connection connection = database.getConnection()) {
            update(connection, ENSURE, source);
            try (PreparedStatement select = connection.prepareStatement(LOAD)) {
                select.setString(1, source);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return IntegrationRow.of(row);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("what is known of an integration can't be read", e);
        }
    }

    /** Whether the caller may change the source's integration; nobody else may until it is released. */
    boolean claim(String source) {
        return run(CLAIM, source) == 1;
    }

    void release(String source) {
        run(RELEASE, source);
    }

    /** The newest event's id. */
    long head() {
        try (Connection connection = database.getConnection()) {
            return LogHead.of(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the log's head can't be read", e);
        }
    }

    static void remember(Connection connection, String source, String integrationId) throws SQLException {
        update(connection, REMEMBER, integrationId, source);
    }

    /** @param head of the log before the secret was set: only later events can prove it */
    static void secretSet(Connection connection, String source, byte[] fingerprint, long head) throws SQLException {
        update(connection, SECRET_SET, fingerprint, head, source);
    }

    static void forget(Connection connection, String source) throws SQLException {
        update(connection, FORGET, source);
    }

    private int run(String sql, Object... parameters) {
        try (Connection connection = database.getConnection()) {
            return update(connection, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException("what is known of an integration can't be changed", e);
        }
    }

    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            return update.executeUpdate();
        }
    }
}
