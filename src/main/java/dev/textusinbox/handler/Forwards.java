package dev.textusinbox.handler;

import dev.textusinbox.handler.ForwardsConfig.Forward;
import dev.textusinbox.outbound.OutboundHttp;
import dev.textusinbox.platform.http.HttpUrl;
import dev.textusinbox.platform.process.StartOrder;
import dev.textusinbox.platform.settings.Settings;
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
        String prefix = "inbox.forwards." + name;
        Settings.within(prefix + ".batch-size", forward.batchSize(), 1, BatchHandler.MAX_BATCH);
        var target = new ForwardTarget(
                HttpUrl.ofSetting(prefix + ".url", forward.url()),
                forward.types().orElse(Set.of()),
                forward.secret()
                        .map(secret -> WebhookSigner.ofSetting(prefix + ".secret", secret))
                        .orElse(null));
        var poster = http.poster(target.url(), settings.timeout(), settings.concurrency());
        var receiver = new ForwardReceiver(target, Clock.systemUTC(), traces, poster);
        return forward.batchSize() == 1
                ? new ForwardHandler(name, receiver)
                : new ForwardBatchHandler(name, receiver, forward.batchSize());
    }
}
