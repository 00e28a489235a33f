package dev.textusinbox.operate.failure;

import dev.textusinbox.platform.database.BoundedTransaction;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.failure.JobGuard;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;

/** Removes the hours that are older than is shown. */
@Singleton
class FailureHours {
    // What a failure counts at just now is in good hands; an hour so old is not.
    private static final String FORGET = """
            DELETE FROM failure_hour WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM failure_hour WHERE hour < now() - interval '25 hours' LIMIT 10000 FOR UPDATE SKIP LOCKED))""";

    private final AgroalDataSource database;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("failure-hours");

    FailureHours(AgroalDataSource database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        if (schema.isReady()) {
            boolean unused = guard.run(() -> {
                try (Connection connection = database.getConnection()) {
                    BoundedTransaction.in(connection, in -> Sql.update(in, FORGET));
                }
            });
        }
    }
}
