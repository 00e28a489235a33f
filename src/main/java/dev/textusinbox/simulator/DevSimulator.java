package dev.textusinbox.simulator;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * In dev mode only: plays the provider. It sends about an event a second, so that a newcomer sees life at once, and does by
 * the provider's rules what it is told at the console's page, with an hour made a minute.
 *
 * <p>Where the simulated account has an integration, it is the one that counts: its URL, its secret, its subscriptions, its
 * failed mark. Before it is made, deliveries come as from one that was made elsewhere.
 */
@IfBuildProfile("dev")
@Singleton
public class DevSimulator {
    /** Events in one call. */
    public static final int MAX = 1_000;

    private static final String SECRETS = "inbox.sources.textus.secrets";
    // Few enough that a contact soon has a history worth looking at.
    private static final int CONTACTS = 20;
    private static final int HOURS_AS_MINUTES = 60;

    private final SimulatorConfig config;
    private final SmallRyeConfig settings;
    private final DevIntegration integration;
    private final DeliveryFactory factory = new DeliveryFactory(new Random(), Clock.systemUTC(), CONTACTS);
    private ProviderModel model;
    private DevTraffic traffic;

    DevSimulator(SimulatorConfig config, SmallRyeConfig settings, DevIntegration integration) {
        this.config = config;
        this.settings = settings;
        this.integration = integration;
    }

    /** At the program's start and not at the server's: a live reload restarts the program but not the server. */
    void start(@Observes StartupEvent event) {
        String base = "http://localhost:" + settings.getValue("quarkus.http.port", Integer.class);
        String secret = settings.getOptionalValues(SECRETS, String.class)
                .map(secrets -> secrets.get(0))
                .orElse("");
        SimulatorTarget usual = new SimulatorTarget(URI.create(base + "/webhooks/textus"), secret);
        model = new ProviderModel(() -> integration.target(usual), HOURS_AS_MINUTES, ProviderRules.DOCUMENTED);
        model.whenMarked(integration::marked);
        traffic = new DevTraffic(config.rate(), base, this::next);
        traffic.silent(secret.isEmpty() || config.rate() == 0);
        traffic.start();
    }

    /** A live reload starts another one: this one must not go on beside it. */
    void stop(@Observes ShutdownEvent event) {
        if (traffic != null) {
            traffic.close();
            model.close();
        }
    }

    private void next(SimulatedDelivery delivery) {
        if (integration.wants(delivery.type())) {
            model.send(delivery);
        }
    }

    /** Sends so many events at once, as the provider does, which never throttles. */
    public synchronized void burst(int count) {
        for (int i = 0; i < Math.min(count, MAX); i++) {
            next(factory.next());
        }
    }

    /** Sends one event of that type. */
    public synchronized void send(String type) {
        next(factory.of(type, DeliveryFactory.contact(new Random().nextInt(CONTACTS))));
    }

    /** Sends the last so many deliveries once more, byte for byte. */
    public synchronized void repeat(int count) {
        List<ProviderStats.SentEvent> events = model.events();
        List<ProviderStats.SentEvent> last =
                events.subList(Math.max(0, events.size() - Math.min(count, MAX)), events.size());
        last.forEach(event -> model.send(event.delivery()));
    }

    /** Stops the usual traffic, or lets it go on; what is sent by hand goes out all the same. */
    public void silent(boolean silent) {
        traffic.silent(silent);
    }

    /** Whether the usual traffic stands still. */
    public boolean isSilent() {
        return traffic.isSilent();
    }

    /** Sets the provider's failed mark, or clears it. */
    public void failed(boolean failed) {
        model.mark(failed);
    }

    /** Subscribes the type in the integration, or no longer, as somebody in the web app would; false: there is none. */
    public boolean subscribe(String type, boolean wanted) {
        return integration.subscribe(type, wanted);
    }

    /** The types that are sent now. */
    public List<String> subscribed() {
        return DeliveryFactory.TYPES.stream().filter(integration::wants).toList();
    }

    /** What became of all deliveries so far. */
    public ProviderStats stats() {
        return model.stats();
    }

    /** The last so many deliveries, the newest first. */
    public List<ProviderStats.SentEvent> last(int count) {
        List<ProviderStats.SentEvent> events = new ArrayList<>(model.events());
        Collections.reverse(events);
        return events.subList(0, Math.min(count, events.size()));
    }
}
