package dev.textusinbox.provider;

import dev.textusinbox.platform.database.Schema;
import dev.textusinbox.platform.failure.JobGuard;
import dev.textusinbox.platform.problem.ProblemException;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks at the provider's side of each watched source now and then, and notes what it finds: the alarms are raised from the
 * notes. Whichever instance gets the claim looks; a tenth more or less time in between keeps sources apart.
 */
@Singleton
class Watcher {
    private static final Logger LOG = Logger.getLogger(Watcher.class);

    private final ProviderSettings settings;
    private final Integrations integrations;
    private final IntegrationRepository rows;
    private final Schema schema;
    private final JobGuard guard = new JobGuard("provider-watch");

    Watcher(ProviderSettings settings, Integrations integrations, IntegrationRepository rows, Schema schema) {
        this.settings = settings;
        this.integrations = integrations;
        this.rows = rows;
        this.schema = schema;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (!schema.isReady()) {
            return;
        }
        for (WatchedSource source : settings.all()) {
            boolean unused = guard.run(() -> {
                double jitter = 0.9 + ThreadLocalRandom.current().nextDouble() * 0.2;
                Duration next = Duration.ofMillis((long) (source.checkEvery().toMillis() * jitter));
                if (rows.claimLook(source.name(), next)) {
                    look(source.name());
                }
            });
        }
    }

    private void look(String source) {
        try {
            IntegrationView view = integrations.look(source);
            boolean unhealthy = view.found() != null && !view.found().healthy();
            rows.looked(source, unhealthy, drift(view));
        } catch (ProblemException e) {
            if (rows.failed(source, e.getMessage())) {
                LOG.warnf("The provider's side of %s can't be looked at: %s", source, e.getMessage());
            }
        }
    }

    private static String drift(IntegrationView view) {
        List<Wanted.Drift> drift = view.drift();
        if (drift.isEmpty()) {
            return null;
        }
        if (view.found() == null) {
            return "The provider has no integration of this source.";
        }
        return drift.stream()
                .map(each -> each.field() + " is " + each.found() + ", wanted is " + each.wanted())
                .collect(Collectors.joining("; ", "", "."));
    }
}
