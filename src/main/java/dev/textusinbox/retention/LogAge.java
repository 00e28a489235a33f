package dev.textusinbox.retention;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.failure.JobGuard;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** How far back history reaches, as a metric: with retention set and nothing in its way, little more than that. */
@Singleton
class LogAge {

    private static final String OLDEST = """
            SELECT coalesce((SELECT extract(epoch FROM clock_timestamp() - received_at)::float8
                               FROM event ORDER BY id LIMIT 1), 0)""";

    private final AgroalDataSource database;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("oldest-event");
    private volatile double seconds;

    LogAge(AgroalDataSource database, Schema schema, MeterRegistry meters) {
        this.database = database;
        this.schema = schema;
        Gauge.builder("inbox.oldest.event.age", () -> seconds)
                .baseUnit("seconds")
                .description("How long ago the oldest event that is kept was received; 0 without any")
                .register(meters);
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        if (schema.isReady()) {
            boolean unused = guard.run(this::read);
        }
    }

    private void read() throws SQLException {
        try (Connection connection = database.getConnection()) {
            seconds = Sql.one(connection, OLDEST, row -> Math.max(0, row.getDouble(1)));
        }
    }
}
