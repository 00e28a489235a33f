package dev.textusinbox.operate.quarantine;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.failure.JobGuard;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What waits in quarantine for an operator, as a metric to raise an alarm by; a source without any shows zeros. */
@Singleton
class QuarantineGauges {

    private static final String OPEN = """
            SELECT s.name, r.reason, o.n
              FROM source s
             CROSS JOIN unnest(?::text[]) AS r(reason)
             CROSS JOIN LATERAL (SELECT count(*) AS n FROM quarantine q
                                  WHERE q.source = s.name AND q.reason = r.reason AND q.state = 'open') AS o""";

    private final AgroalDataSource database;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("quarantine-gauges");
    private final MultiGauge open;

    QuarantineGauges(AgroalDataSource database, Schema schema, MeterRegistry meters) {
        this.database = database;
        this.schema = schema;
        this.open = MultiGauge.builder("inbox.quarantine")
                .description("Quarantined deliveries that wait for an operator")
                .register(meters);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        if (schema.isReady()) {
            // After a failure the last numbers stay.
            boolean unused = guard.run(() -> open.register(counted(), true));
        }
    }

    private List<Row<?>> counted() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Sql.list(
                    connection,
                    OPEN,
                    row -> Row.of(
                            Tags.of("source", row.getString("name"), "reason", row.getString("reason")),
                            row.getLong("n")),
                    Sql.texts(QuarantineEntry.REASONS));
        }
    }
}
