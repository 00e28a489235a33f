package dev.textusinbox.operate;

import dev.textusinbox.alarm.AlarmSource;
import dev.textusinbox.platform.Instants;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Open entries in quarantine: conflicts, which say that the provider contradicts itself, apart from the rest. */
@Singleton
class QuarantineAlarms {
    private static final String OPEN = """
            SELECT source, count(*) AS n, min(received_at) AS since FROM quarantine
             WHERE state = 'open' AND (reason = 'conflict') = ? GROUP BY source""";

    @Produces
    @Singleton
    AlarmSource conflicts() {
        return new OfReason("conflict", true, "contradict what is stored");
    }

    @Produces
    @Singleton
    AlarmSource unreadable() {
        return new OfReason("quarantine", false, "are no events that can be read");
    }

    private record OfReason(String kind, boolean conflict, String what) implements AlarmSource {
        @Override
        public List<Finding> look(Connection connection) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(OPEN)) {
                select.setBoolean(1, conflict);
                try (ResultSet row = select.executeQuery()) {
                    List<Finding> findings = new ArrayList<>();
                    while (row.next()) {
                        findings.add(new Finding(
                                row.getString("source"),
                                Instants.of(row, "since"),
                                row.getLong("n") + " verified deliveries " + what
                                        + ". See /admin/quarantine?state=open; retry or discard them."));
                    }
                    return findings;
                }
            }
        }
    }
}
