package dev.textusinbox.security;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Sign-in is on where its provider's URL is set; the framework would not start without one. */
public final class SignInSwitch implements ConfigSourceFactory {
    static final String ON = "quarkus.oidc.tenant-enabled";
    private static final String URL = "quarkus.oidc.auth-server-url";
    /** Above application.properties (250), below what an operator sets. */
    private static final int ORDINAL = 255;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var url = context.getValue(URL);
        boolean on = url != null && url.getValue() != null && !url.getValue().isBlank();
        // Said in both cases: what the build saw must not outlive it as a default.
        return List.of(new PropertiesConfigSource(Map.of(ON, Boolean.toString(on)), "sign-in", ORDINAL));
    }
}
