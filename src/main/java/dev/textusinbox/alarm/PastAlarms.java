package dev.textusinbox.alarm;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Alarms that could not be raised in their time, since there was no database to raise them in. */
@Singleton
public class PastAlarms {
    private static final String RECORD = """
            INSERT INTO alarm (kind, source, since, until, detail)
            SELECT n.kind, n.source, n.since, n.until, n.detail
              FROM (VALUES (?::text, ?::text, ?::timestamptz, ?::timestamptz, ?::text))
                   AS n(kind, source, since, until, detail)
             WHERE NOT EXISTS (
                   SELECT 1 FROM alarm a
                    WHERE a.kind = n.kind AND a.source = n.source AND (a.until IS NULL OR a.until >= n.since))
            RETURNING id""";

    private final AlarmWebhook webhook;

    PastAlarms(AlarmWebhook webhook) {
        this.webhook = webhook;
    }

    /** Writes down an alarm that is over, unless the time was covered by one after all. */
    public void record(Connection connection, String kind, String source, Instant since, Instant until, String detail)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
            insert.setString(1, kind);
            insert.setString(2, source);
            insert.setObject(3, since.atOffset(ZoneOffset.UTC));
            insert.setObject(4, until.atOffset(ZoneOffset.UTC));
            insert.setString(5, detail);
            try (ResultSet row = insert.executeQuery()) {
                if (row.next() && webhook.isConfigured()) {
                    AlarmStore.notice(connection, row.getLong(1), "opened");
                    AlarmStore.notice(connection, row.getLong(1), "closed");
                }
            }
        }
    }
}
