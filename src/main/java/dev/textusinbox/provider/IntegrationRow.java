package dev.textusinbox.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

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
                instant(row, "secret_set_at"),
                row.getLong("secret_checked_to"),
                provenBy,
                instant(row, "secret_proven_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
