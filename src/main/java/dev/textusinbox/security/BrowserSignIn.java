package dev.textusinbox.security;

import dev.textusinbox.platform.process.StartOrder;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** People who sign in with their browser: on where the provider knows the console as a client of its own. */
@Startup(StartOrder.SETTINGS)
@Singleton
public class BrowserSignIn {
    /** The name of the console's client among the framework's settings, {@code quarkus.oidc.console}. */
    public static final String TENANT = "console";

    private static final String URL = "quarkus.oidc.console.auth-server-url";

    private final String host;

    BrowserSignIn(
            @ConfigProperty(name = SignInSwitch.CLIENT) Optional<String> client,
            @ConfigProperty(name = URL) Optional<URI> url) {
        if (client.isPresent() && url.isEmpty()) {
            throw new ConfigurationException(
                    SignInSwitch.CLIENT + ": needs " + SignInSwitch.URL + ", where people sign in",
                    Set.of(SignInSwitch.CLIENT));
        }
        host = client.flatMap(id -> url).map(URI::getHost).orElse(null);
    }

    public boolean isOn() {
        return host != null;
    }

    /** Where people sign in, as they know it; null: nowhere. */
    public String host() {
        return host;
    }
}
