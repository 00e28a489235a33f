package dev.textusinbox.consumer;

import dev.textusinbox.dispatch.PullConsumers;
import dev.textusinbox.dispatch.PullConsumers.Registered;
import dev.textusinbox.dispatch.PullQueue;
import dev.textusinbox.handler.ConsumersConfig;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.failure.JobGuard;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The queues of the pull consumers, as this instance has them; and the end of leases that nobody asks about any more. */
@Singleton
class PullQueues {
    private final AgroalDataSource database;
    private final ConsumersConfig config;
    private final MeterRegistry meters;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("consumer-leases");
    /** Only of those that there are or were: a name of a request alone makes none. */
    private final Map<String, PullQueue> queues = new ConcurrentHashMap<>();

    PullQueues(AgroalDataSource database, ConsumersConfig config, MeterRegistry meters, Schema schema) {
        this.database = database;
        this.config = config;
        this.meters = meters;
        this.schema = schema;
    }

    /** What is done with one, on a connection. */
    interface Work<T> {
        T on(Connection connection, PullQueue queue, Registered consumer) throws SQLException;
    }

    /** Does something with the queue of that name; a 404 where there is no such consumer. */
    <T> T with(String name, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            Registered consumer = PullConsumers.find(connection, name)
                    .filter(Registered::isPull)
                    .orElseThrow(Consumers::unknown);
            return work.on(connection, queue(name), consumer);
        } catch (SQLException e) {
            throw new IllegalStateException("a consumer's events could not be handed out or settled", e);
        }
    }

    private PullQueue queue(String name) {
        return queues.computeIfAbsent(name, of -> new PullQueue(of, config.of(of), meters));
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void endLeases() {
        if (schema.isReady()) {
            boolean unused = guard.run(() -> {
                try (Connection connection = database.getConnection()) {
                    for (String name : PullConsumers.names(connection)) {
                        queue(name).endLeases(connection);
                    }
                }
            });
        }
    }
}
