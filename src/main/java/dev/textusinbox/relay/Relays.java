package dev.textusinbox.relay;

import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlerProvider;
import dev.textusinbox.handler.HandlersConfig;
import dev.textusinbox.platform.process.StartOrder;
import dev.textusinbox.relay.RelaysConfig.Relay;
import dev.textusinbox.trace.Traces;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** One handler for each configured relay. */
@Startup(StartOrder.SETTINGS)
@Singleton
class Relays implements HandlerProvider {
    /** What Kafka takes for a topic's name. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private final List<Handler> handlers;

    Relays(RelaysConfig config, HandlersConfig settings, Traces traces) {
        this.handlers = config.relays().entrySet().stream()
                .map(each -> handler(each.getKey(), each.getValue(), settings, traces))
                .toList();
    }

    @Override
    public List<Handler> handlers() {
        return handlers;
    }

    private static Handler handler(String name, Relay relay, HandlersConfig settings, Traces traces) {
        String key = "inbox.relays." + name + ".topic";
        if (!TOPIC.matcher(relay.topic()).matches()) {
            throw new ConfigurationException(
                    key + " must be a topic's name: letters, digits, '.', '_' and '-', 249 at most", Set.of(key));
        }
        var timeout = settings.of(name).timeout();
        var properties = new RelayProperties(name, relay, timeout);
        return new RelayHandler(
                name, relay.topic(), new RelayProducer(properties.checked(), timeout.dividedBy(4)), traces);
    }
}
