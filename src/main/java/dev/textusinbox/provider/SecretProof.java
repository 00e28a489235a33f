package dev.textusinbox.provider;

import dev.textusinbox.platform.Hmac;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;

/**
 * Finds the first event that is signed with the secret we set: the only proof there is, since the provider never shows a
 * secret. The signature is computed anew, so that positions that shifted between restarts don't matter.
 *
 * <p>Each look goes through a bounded part of the log, from where the last one ended.
 */
@Singleton
class SecretProof {
    /** Ids in one look: the primary key's range, a few milliseconds. */
    private static final long SPAN = 20_000;

    /** Bodies in one look: about half a megabyte. */
    private static final int MOST = 500;

    private static final String CANDIDATES = """
            SELECT id, body, signature FROM event
             WHERE id > ? AND id <= ? AND source = ? AND signature IS NOT NULL AND body IS NOT NULL
               AND secret_position IS NOT NULL
             ORDER BY id LIMIT %d""".formatted(MOST);

    private static final String PROVEN = """
            UPDATE provider_integration SET secret_event_id = ?, secret_proven_at = clock_timestamp()
             WHERE source = ? AND secret_set_at = ? AND secret_event_id IS NULL""";

    private static final String CHECKED = """
            UPDATE provider_integration SET secret_checked_to = ?
             WHERE source = ? AND secret_set_at = ? AND secret_checked_to < ?""";

    private final AgroalDataSource database;
    private final IntegrationRows rows;
    private final Fingerprints fingerprints;

    SecretProof(AgroalDataSource database, IntegrationRows rows, Fingerprints fingerprints) {
        this.database = database;
        this.rows = rows;
        this.fingerprints = fingerprints;
    }

    /** What is known now, after another look if it is not proven yet. */
    IntegrationRow look(WatchedSource source) {
        IntegrationRow row = rows.load(source.name());
        int position = fingerprints.position(source.secrets(), row.fingerprint());
        if (position < 0 || row.provenBy() != null) {
            return row;
        }
        byte[] secret = source.secrets().get(position).getBytes(StandardCharsets.UTF_8);
        long end = Math.min(rows.head(), row.checkedTo() + SPAN);
        try (Connection connection = database.getConnection()) {
            look(connection, source.name(), row, secret, end);
        } catch (SQLException e) {
            throw new IllegalStateException("a secret's proof can't be looked for", e);
        }
        return rows.load(source.name());
    }

    private static void look(Connection connection, String source, IntegrationRow row, byte[] secret, long end)
            throws SQLException {
        long last = row.checkedTo();
        int seen = 0;
        try (PreparedStatement select = connection.prepareStatement(CANDIDATES)) {
            select.setLong(1, row.checkedTo());
            select.setLong(2, end);
            select.setString(3, source);
            try (ResultSet event = select.executeQuery()) {
                while (event.next()) {
                    last = event.getLong("id");
                    seen++;
                    byte[] signature = Hmac.sha256(secret, event.getBytes("body"));
                    if (MessageDigest.isEqual(signature, event.getBytes("signature"))) {
                        proven(connection, source, row, last);
                        return;
                    }
                }
            }
        }
        checked(connection, source, row, seen == MOST ? last : end);
    }

    private static void proven(Connection connection, String source, IntegrationRow row, long event)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(PROVEN)) {
            update.setLong(1, event);
            update.setString(2, source);
            update.setObject(3, row.setAt().atOffset(ZoneOffset.UTC));
            update.executeUpdate();
        }
    }

    private static void checked(Connection connection, String source, IntegrationRow row, long to) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(CHECKED)) {
            update.setLong(1, to);
            update.setString(2, source);
            update.setObject(3, row.setAt().atOffset(ZoneOffset.UTC));
            update.setLong(4, to);
            update.executeUpdate();
        }
    }
}
