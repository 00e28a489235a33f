package dev.textusinbox.security;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Sign-in is on where its provider's URL is set; the framework would not start without one. In the browser it is on where the
 * console's client is named too.
 */
public final class SignInSwitch implements ConfigSourceFactory {
    static final String ON = "quarkus.oidc.tenant-enabled";
    static final String CLIENT = "quarkus.oidc.console.client-id";
    static final String URL = "quarkus.oidc.auth-server-url";
    private static final String BROWSER_ON = "quarkus.oidc.console.tenant-enabled";
    /** Above application.properties (250), below what an operator sets. */
    private static final int ORDINAL = 255;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean on = isSet(context, URL);
        boolean inBrowser = on && isSet(context, CLIENT);
        // In all cases: what the build saw must not outlive it as a default.
        Map<String, String> switches = Map.of(ON, Boolean.toString(on), BROWSER_ON, Boolean.toString(inBrowser));
        return List.of(new PropertiesConfigSource(switches, "sign-in", ORDINAL));
    }

    private static boolean isSet(ConfigSourceContext context, String name) {
        var value = context.getValue(name);
        return value != null && value.getValue() != null && !value.getValue().isBlank();
    }
}
