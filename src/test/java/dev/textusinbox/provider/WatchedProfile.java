package dev.textusinbox.provider;

import dev.textusinbox.platform.http.FreePort;
import dev.textusinbox.simulator.SimulatedIntegrations;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** An inbox with a source that is watched at the simulated provider. Nothing is scheduled: each test looks when it wants. */
public class WatchedProfile implements QuarkusTestProfile {
    static final String SOURCE = "watched";
    static final String TOKEN = "provider-token-of-the-tests";
    static final String NEW_SECRET = "textus-the-new-secret";
    static final String OLD_SECRET = "textus-the-old-secret";
    static final String URL = "https://inbox.example.com/webhooks/watched";

    private static final String PROVIDER = "inbox.sources." + SOURCE + ".provider.";

    @Override
    public Map<String, String> getConfigOverrides() {
        var settings = new HashMap<String, String>();
        settings.put("quarkus.scheduler.start-mode", "halted");
        settings.put("inbox.embedded.directory", "target/test-data/watched");
        settings.put("inbox.sources." + SOURCE + ".secrets", NEW_SECRET + "," + OLD_SECRET);
        settings.put(PROVIDER + "account", "pupstar-primary");
        settings.put(PROVIDER + "token", TOKEN);
        settings.put(PROVIDER + "base-url", "http://localhost:" + FreePort.find());
        settings.put(PROVIDER + "public-url", "https://inbox.example.com");
        settings.put("inbox.alarms.url", "http://localhost:" + FreePort.find() + "/alarms");
        settings.put("inbox.alarms.secret", "whsec_" + "c2VjcmV0LW9mLXRoZS1hbGFybXM=");
        settings.put("inbox.sources.half.allow-unsigned", "true");
        settings.put("inbox.sources.half.provider.account", "pupstar-primary");
        return settings;
    }

    /** The provider that the running inbox is told to ask. */
    static SimulatedIntegrations provider() {
        URI base = URI.create(ConfigProvider.getConfig().getValue(PROVIDER + "base-url", String.class));
        return SimulatedIntegrations.open(base.getPort(), "pupstar-primary", TOKEN);
    }
}
