package dev.textusinbox.platform.process;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Down when the framework's scheduler schedules nothing any more: what is {@code @Scheduled} guards its own rounds, but not
 * the one thread that begins them. Counted in rounds of another thread: a process that is frozen counts none.
 */
@Liveness
@ApplicationScoped
class SchedulerWatch implements HealthCheck {
    private static final int ROUND_SECONDS = 5;
    static final int MAX_MISSED = 12;

    private final AtomicInteger missed = new AtomicInteger();
    private final Loop loop = new Loop("scheduler-watch", () -> {
        TimeUnit.SECONDS.sleep(ROUND_SECONDS);
        roundIsOver();
    });

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void roundIsOver() {
        missed.incrementAndGet();
    }

    /** On an event loop: worker threads that are all busy are not what is looked for. */
    @NonBlocking
    @Scheduled(every = ROUND_SECONDS + "s")
    void beat() {
        missed.set(0);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("scheduler")
                .status(missed.get() < MAX_MISSED)
                .build();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stopNow();
    }
}
