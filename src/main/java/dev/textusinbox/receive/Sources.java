package dev.textusinbox.receive;

import dev.textusinbox.gate.Gate;
import dev.textusinbox.gate.Gates;
import dev.textusinbox.platform.process.StartOrder;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The configured sources; what is unsafe among them stops the start. */
@Startup(StartOrder.SETTINGS)
@Singleton
class Sources {
    private static final Logger LOG = Logger.getLogger(Sources.class);
    private static final int SHORTEST_SECRET = 16;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    private final Map<String, Source> byName = new HashMap<>();

    Sources(SourcesConfig config, ReceiveConfig receive, Gates gates) {
        config.sources()
                .forEach((name, source) -> byName.put(
                        name,
                        source(name, source, () -> gates.open(name, receive.parkAfter(), receive.recoverAfter()))));
        if (receive.parkAfter().compareTo(Gate.PROVIDER_PATIENCE) >= 0) {
            LOG.warn(
                    "inbox.receive.park-after is as long as the provider's patience: an outage that long loses events");
        }
        if (byName.isEmpty()) {
            LOG.warn("No source is configured (inbox.sources.<source>.secrets): every webhook is answered 404");
        }
    }

    private static Source source(String name, SourcesConfig.SourceConfig config, Supplier<Gate> gate) {
        String prefix = "inbox.sources." + name;
        if (!NAME.matcher(name).matches()) {
            throw wrong(prefix, "is no name for a source: letters, digits, - and _");
        }
        List<String> secrets = config.secrets().orElse(List.of());
        if (secrets.isEmpty() && !config.allowUnsigned()) {
            throw wrong(prefix + ".secrets", "is missing: a source has a secret, or allow-unsigned");
        }
        if (secrets.stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
            throw wrong(prefix + ".secrets", "has a secret of fewer than " + SHORTEST_SECRET + " characters");
        }
        if (Set.copyOf(secrets).size() < secrets.size()) {
            throw wrong(prefix + ".secrets", "has the same secret twice");
        }
        return new Source(name, new SecretRing(secrets), config.allowUnsigned(), gate.get());
    }

    private static ConfigurationException wrong(String key, String what) {
        return new ConfigurationException(key + " " + what, Set.of(key));
    }

    /** The source of that name, or null. */
    Source find(String name) {
        return byName.get(name);
    }

    Collection<Source> all() {
        return byName.values();
    }
}
