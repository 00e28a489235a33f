package dev.textusinbox.retention;

import dev.textusinbox.log.Lanes;
import dev.textusinbox.platform.database.BoundedTransaction;
import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.failure.JobGuard;
import dev.textusinbox.platform.process.StartOrder;
import dev.textusinbox.platform.settings.Settings;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Removes what is older than {@code inbox.retention.events}, lane by lane and a batch at a time, with a rest after each so
 * that receiving does not feel it. Any instance may; a lock lets one at a time.
 */
@Startup(StartOrder.SETTINGS)
@Singleton
class Retention {
    private static final String KEY = "inbox.retention.events";

    /** The provider tries for 12 hours, and after a pause every hour: a repeat must still find what it repeats. */
    private static final Duration MIN = Duration.ofDays(2);

    private static final Duration MAX = Duration.ofDays(36_500);

    private static final long REST_MILLIS = 50;

    private final Optional<Duration> age;
    private final AgroalDataSource database;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("retention");
    private final Counter removed;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Retention(RetentionConfig config, AgroalDataSource database, Schema schema, MeterRegistry meters) {
        this.age = config.events();
        this.database = database;
        this.schema = schema;
        this.removed = Counter.builder("inbox.retention.removed")
                .baseUnit("events")
                .description("Events that this instance removed because of their age")
                .register(meters);
        age.filter(kept -> kept.compareTo(MIN) < 0 || kept.compareTo(MAX) > 0).ifPresent(wrong -> {
            throw Settings.wrong(KEY, "must be from 2d to 36500d: repeats are recognised as long as the event is kept");
        });
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (age.isPresent() && schema.isReady()) {
            boolean unused = guard.run(() -> pass(age.get()));
        }
    }

    /** Once through all that is old enough; ends early where another instance is at it. */
    void pass(Duration kept) throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                long after = 0;
                while (after != RetentionBatch.END) {
                    long from = after;
                    int inLane = lane;
                    RetentionBatch.RetentionStep step = BoundedTransaction.in(
                            connection, in -> RetentionBatch.remove(in, inLane, from, kept.toMillis()));
                    removed.increment(step.removed());
                    if (step.elsewhere()
                            || stopping.await(step.removed() > 0 ? REST_MILLIS : 0, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    after = step.next();
                }
            }
            int closed = RetentionBatch.EVENTS;
            while (closed == RetentionBatch.EVENTS && !stopping.await(REST_MILLIS, TimeUnit.MILLISECONDS)) {
                closed = RetentionBatch.removeQuarantined(connection, kept.toMillis());
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }
}
