package dev.textusinbox.operate.quarantine;

import dev.textusinbox.alarm.AlarmSource;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.request.Instants;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Open entries in quarantine: conflicts, which say that the provider contradicts itself, apart from the rest. */
@Singleton
class QuarantineAlarms {
    /** Beyond it the number says no more to an operator, and costs more to count. */
    private static final int MAX = 1_000;

    // From its own index, and never more of it than that: every five seconds, however many wait.
    private static final String OPEN = """
            SELECT s.name AS source, sum(o.n) AS n, min(o.since) AS since
              FROM source s
             CROSS JOIN unnest(?::text[]) AS r(reason)
             CROSS JOIN LATERAL (
                   SELECT count(*) AS n, min(w.received_at) AS since
                     FROM (SELECT q.received_at FROM quarantine q
                            WHERE q.source = s.name AND q.reason = r.reason AND q.state = 'open'
                            ORDER BY q.received_at LIMIT %d) AS w) AS o
             GROUP BY s.name HAVING sum(o.n) > 0""".formatted(MAX);

    private static final String CONFLICT = "conflict";

    private static final List<String> UNREADABLE = QuarantineEntry.REASONS.stream()
            .filter(reason -> !reason.equals(CONFLICT))
            .toList();

    @Produces
    @Singleton
    AlarmSource conflicts() {
        return new OfReason("conflict", List.of(CONFLICT), "contradict what is stored");
    }

    @Produces
    @Singleton
    AlarmSource unreadable() {
        return new OfReason("quarantine", UNREADABLE, "are no events that can be read");
    }

    private record OfReason(String kind, List<String> reasons, String what) implements AlarmSource {
        @Override
        public List<Finding> look(Connection connection) throws SQLException {
            return Sql.list(
                    connection,
                    OPEN,
                    row -> new Finding(
                            row.getString("source"),
                            Instants.of(row, "since"),
                            number(row.getLong("n")) + " verified deliveries " + what
                                    + ". See /admin/quarantine?state=open; retry or discard them."),
                    Sql.texts(reasons));
        }

        private static String number(long n) {
            return n < MAX ? Long.toString(n) : MAX + " and more";
        }
    }
}
