package dev.textusinbox.provider;

import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.http.Hmac;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells which configured secret was set at the provider, though the list is rewritten with each rotation and its positions
 * shift. Four bytes of a keyed hash: enough to tell a handful of secrets apart, too little to confirm a guess.
 */
@Singleton
class Fingerprints {
    private static final int BYTES = 4;
    private static final String KEY = "SELECT secret FROM identity_key";

    private final AgroalDataSource database;
    private volatile byte[] key;

    Fingerprints(AgroalDataSource database) {
        this.database = database;
    }

    byte[] of(String secret) {
        byte[] hash = Hmac.sha256(key(), ("provider:" + secret).getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(hash, BYTES);
    }

    /** Where in the list the secret of that fingerprint is; -1 where it is not, or the fingerprint is null. */
    int position(List<String> secrets, byte[] fingerprint) {
        for (int i = 0; fingerprint != null && i < secrets.size(); i++) {
            if (Arrays.equals(of(secrets.get(i)), fingerprint)) {
                return i;
            }
        }
        return -1;
    }

    /** Made with the schema, and never changed. */
    private byte[] key() {
        if (key == null) {
            try (Connection connection = database.getConnection()) {
                key = Sql.one(connection, KEY, row -> row.getBytes(1));
            } catch (SQLException e) {
                throw new IllegalStateException("the database's key can't be read", e);
            }
        }
        return key;
    }
}
