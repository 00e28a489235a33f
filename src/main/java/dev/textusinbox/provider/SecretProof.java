package dev.textusinbox.provider;

import dev.textusinbox.platform.http.Hmac;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

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
    private static final int MAX = 500;

    private static final String CANDIDATES = """
            SELECT id, body, signature FROM event
             WHERE id > ? AND id <= ? AND source = ? AND signature IS NOT NULL AND body IS NOT NULL
               AND secret_position IS NOT NULL
             ORDER BY id LIMIT %d""".formatted(MAX);

    private final AgroalDataSource database;
    private final IntegrationRepository rows;
    private final Fingerprints fingerprints;

    SecretProof(AgroalDataSource database, IntegrationRepository rows, Fingerprints fingerprints) {
        this.database = database;
        this.rows = rows;
        this.fingerprints = fingerprints;
    }

    /** What is known now, after another look if it is not proven yet. */
    ProviderIntegration look(WatchedSource source) {
        ProviderIntegration row = rows.load(source.name());
        int position = fingerprints.position(source.secrets(), row.secretFingerprint);
        if (position < 0 || row.secretEventId != null) {
            return row;
        }
        byte[] secret = source.secrets().get(position).getBytes(StandardCharsets.UTF_8);
        long end = Math.min(rows.head(), row.secretCheckedTo + SPAN);
        try (Connection connection = database.getConnection()) {
            look(connection, row, secret, end);
        } catch (SQLException e) {
            throw new IllegalStateException("a secret's proof can't be looked for", e);
        }
        return rows.load(source.name());
    }

    private void look(Connection connection, ProviderIntegration row, byte[] secret, long end) throws SQLException {
        long last = row.secretCheckedTo;
        int seen = 0;
        try (PreparedStatement select = connection.prepareStatement(CANDIDATES)) {
            select.setLong(1, row.secretCheckedTo);
            select.setLong(2, end);
            select.setString(3, row.source);
            try (ResultSet event = select.executeQuery()) {
                while (event.next()) {
                    last = event.getLong("id");
                    seen++;
                    byte[] signature = Hmac.sha256(secret, event.getBytes("body"));
                    if (MessageDigest.isEqual(signature, event.getBytes("signature"))) {
                        rows.proven(row, last);
                        return;
                    }
                }
            }
        }
        rows.checked(row, seen == MAX ? last : end);
    }
}
