package dev.textusinbox.simulator;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** In dev mode only: lets the inbox receive about an event a second, so that a newcomer sees life at once. */
@IfBuildProfile("dev")
@Singleton
class DevTraffic {
    private static final Logger LOG = Logger.getLogger(DevTraffic.class);
    private static final String RATE = "inbox.simulator.rate";
    private static final String SECRETS = "inbox.sources.textus.secrets";
    // Few enough that a contact soon has a history worth looking at.
    private static final int CONTACTS = 20;
    private static final double REPEATED = 0.05;
    private static final double REORDERED = 0.05;
    private static final int CONCURRENCY = 8;

    private final SimulatorConfig config;
    private final SmallRyeConfig settings;
    private Sender sender;
    private Thread thread;

    DevTraffic(SimulatorConfig config, SmallRyeConfig settings) {
        this.config = config;
        this.settings = settings;
    }

    /** At the program's start and not at the server's: a live reload restarts the program but not the server. */
    void start(@Observes StartupEvent event) {
        if (!(config.rate() >= 0)) {
            throw new ConfigurationException(RATE + ": must be 0 or more", Set.of(RATE));
        }
        var secrets = settings.getOptionalValues(SECRETS, String.class);
        if (config.rate() > 0 && secrets.isPresent()) {
            String base = "http://localhost:" + settings.getValue("quarkus.http.port", Integer.class);
            var traffic = new Traffic(config.rate(), CONCURRENCY, REPEATED, REORDERED);
            URI webhook = URI.create(base + "/webhooks/textus");
            sender = new Sender(webhook, secrets.get().get(0), traffic, new Random());
            thread = new Thread(() -> run(base), "dev-traffic");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** A live reload starts another one: this one must not go on beside it. */
    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            sender.close();
            thread.interrupt();
        }
    }

    private void run(String base) {
        try {
            // Until the server listens, and the line below comes last, where it is read.
            TimeUnit.SECONDS.sleep(1);
            LOG.infof(
                    "Dev mode plays the provider: %s event(s) a second arrive (%s=0 stops them). Look: "
                            + "curl -H 'Authorization: Bearer dev-key-for-local-use-only' %s/api/events",
                    BigDecimal.valueOf(config.rate()).stripTrailingZeros().toPlainString(), RATE, base);
            sender.send(new DeliveryFactory(new Random(), Clock.systemUTC(), CONTACTS));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
