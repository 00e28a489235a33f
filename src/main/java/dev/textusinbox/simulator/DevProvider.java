package dev.textusinbox.simulator;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.jboss.logging.Logger;

/** In dev mode only: an Integrations API to try {@code /admin/integrations/textus} with. It begins with nothing. */
@IfBuildProfile("dev")
@Singleton
class DevProvider {
    private static final Logger LOG = Logger.getLogger(DevProvider.class);
    private static final String SETTINGS = "inbox.sources.textus.provider.";

    private final SmallRyeConfig settings;
    private SimulatedIntegrations api;

    DevProvider(SmallRyeConfig settings) {
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        URI base = URI.create(settings.getValue(SETTINGS + "base-url", String.class));
        if (!"localhost".equals(base.getHost())) {
            return; // A developer looks at the real one.
        }
        try {
            api = SimulatedIntegrations.open(
                    base.getPort(),
                    settings.getValue(SETTINGS + "account", String.class),
                    settings.getValue(SETTINGS + "token", String.class));
        } catch (UncheckedIOException e) {
            LOG.warnf("The simulated Integrations API can't listen at %s: %s", base, e.getMessage());
        }
    }

    /** The API, where there is one: from the program's start on. */
    Optional<SimulatedIntegrations> api() {
        return Optional.ofNullable(api);
    }

    /** A live reload starts another one on the same port. */
    void stop(@Observes ShutdownEvent event) {
        if (api != null) {
            api.close();
        }
    }
}
