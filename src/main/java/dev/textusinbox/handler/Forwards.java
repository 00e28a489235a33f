package dev.textusinbox.handler;

import dev.textusinbox.handler.ForwardsConfig.Forward;
import dev.textusinbox.platform.HttpUrls;
import dev.textusinbox.platform.StartOrder;
import dev.textusinbox.trace.Traces;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** One handler for each configured forward. */
@Startup(StartOrder.SETTINGS)
@Singleton
class Forwards implements HandlerProvider {
    private final List<Handler> handlers;

    Forwards(ForwardsConfig config, HandlersConfig settings, Traces traces) {
        this.handlers = config.forwards().entrySet().stream()
                .map(each -> handler(each.getKey(), each.getValue(), settings, traces))
                .toList();
    }

    @Override
    public List<Handler> handlers() {
        return handlers;
    }

    private static Handler handler(String name, Forward forward, HandlersConfig settings, Traces traces) {
        var target = new ForwardTarget(
                url(name, forward.url()),
                forward.types().orElse(Set.of()),
                forward.secret()
                        .map(secret -> WebhookSigner.ofSetting("inbox.forwards." + name + ".secret", secret))
                        .orElse(null),
                settings.of(name).timeout());
        return new ForwardHandler(name, target, Clock.systemUTC(), traces);
    }

    private static URI url(String name, String value) {
        String key = "inbox.forwards." + name + ".url";
        return HttpUrls.read(value)
                .orElseThrow(() -> new ConfigurationException(key + " must be an http or https URL", Set.of(key)));
    }
}
