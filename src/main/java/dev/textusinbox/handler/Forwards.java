package dev.textusinbox.handler;

import dev.textusinbox.handler.ForwardsConfig.Forward;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** One handler for each configured forward. */
@Startup(-1) // a wrong setting stops the start before anything is scheduled, which is at 0
@Singleton
class Forwards implements HandlerProvider {
    private final List<Handler> handlers;

    Forwards(ForwardsConfig config, HandlersConfig settings) {
        this.handlers = config.forwards().entrySet().stream()
                .map(each -> handler(each.getKey(), each.getValue(), settings))
                .toList();
    }

    @Override
    public List<Handler> handlers() {
        return handlers;
    }

    private static Handler handler(String name, Forward forward, HandlersConfig settings) {
        return new ForwardHandler(
                name,
                url(name, forward.url()),
                forward.types().orElse(Set.of()),
                forward.secret().map(secret -> signer(name, secret)).orElse(null),
                settings.of(name).timeout(),
                Clock.systemUTC());
    }

    private static URI url(String name, String value) {
        String key = "inbox.forwards." + name + ".url";
        try {
            URI url = new URI(value);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // As wrong as another scheme; the value stays out of the message, since it may hold a password.
        }
        throw new ConfigurationException(key + " must be an http or https URL", Set.of(key));
    }

    private static WebhookSigner signer(String name, String secret) {
        try {
            return new WebhookSigner(secret);
        } catch (IllegalArgumentException e) {
            String key = "inbox.forwards." + name + ".secret";
            throw new ConfigurationException(
                    key + " must be a Standard Webhooks secret: whsec_ and the base64 of at least 16 bytes",
                    Set.of(key));
        }
    }
}
