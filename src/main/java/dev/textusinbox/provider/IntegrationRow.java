package dev.textusinbox.provider;

import dev.textusinbox.platform.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What is known here of a source's integration.
 *
 * @param integrationId null: none was made or taken over
 * @param fingerprint of the secret that we set; null: we set none
 * @param checkedTo no event up to this one is signed with it
 * @param provenBy the first event that is; null: none yet
 */
record IntegrationRow(
        String integrationId, byte[] fingerprint, Instant setAt, long checkedTo, Long provenBy, Instant provenAt) {
    static IntegrationRow of(ResultSet row) throws SQLException {
        long event = row.getLong("secret_event_id");
        Long provenBy = row.wasNull() ? null : event;
        return new IntegrationRow(
                row.getString("integration_id"),
                row.getBytes("secret_fingerprint"),
                Instants.of(row, "secret_set_at"),
                row.getLong("secret_checked_to"),
                provenBy,
                Instants.of(row, "secret_proven_at"));
    }
}
