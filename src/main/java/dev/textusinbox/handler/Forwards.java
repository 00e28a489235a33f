package dev.textusinbox.handler;

import dev.textusinbox.handler.ForwardsConfig.Forward;
import dev.textusinbox.outbound.OutboundHttp;
import dev.textusinbox.platform.http.HttpUrl;
import dev.textusinbox.platform.process.StartOrder;
import dev.textusinbox.trace.Traces;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** One handler for each configured forward. */
@Startup(StartOrder.SETTINGS)
@Singleton
class Forwards implements HandlerProvider {
    private final List<Handler> handlers;

    Forwards(ForwardsConfig config, HandlersConfig settings, Traces traces, OutboundHttp http) {
        this.handlers = config.forwards().entrySet().stream()
                .map(each -> handler(each.getKey(), each.getValue(), settings.of(each.getKey()), traces, http))
                .toList();
    }

    @Override
    public List<Handler> handlers() {
        return handlers;
    }

    private static Handler handler(
            String name, Forward forward, HandlersConfig.HandlerConfig settings, Traces traces, OutboundHttp http) {
        var target = new ForwardTarget(
                HttpUrl.ofSetting("inbox.forwards." + name + ".url", forward.url()),
                forward.types().orElse(Set.of()),
                forward.secret()
                        .map(secret -> WebhookSigner.ofSetting("inbox.forwards." + name + ".secret", secret))
                        .orElse(null));
        var poster = http.poster(target.url(), settings.timeout(), settings.concurrency());
        return new ForwardHandler(name, target, Clock.systemUTC(), traces, poster);
    }
}
