package dev.textusinbox.relay;

import static org.apache.kafka.clients.producer.ProducerConfig.*;

import dev.textusinbox.relay.RelaysConfig.Relay;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigValue;

/** What a relay's producer is made with: what delivery and order hang on is ours, the rest is as the operator says. */
final class RelayProperties {
    private static final Pattern SERVER = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[a-zA-Z0-9._-]+):[0-9]{1,5}");
    /** Larger than any body, headers included: it is for the broker to say what is too large. */
    private static final int LARGEST_REQUEST = 12 * 1024 * 1024;

    private final String prefix;
    private final Relay relay;
    private final Map<String, Object> ours = new HashMap<>();
    private final Map<String, Object> defaults = new HashMap<>();

    /** @param timeout of one call: the producer gives up before */
    RelayProperties(String name, Relay relay, Duration timeout) {
        this.prefix = "inbox.relays." + name + ".";
        this.relay = relay;
        int quarter = (int) Math.max(1, Math.min(timeout.toMillis() / 4, Integer.MAX_VALUE / 2));

        ours.put(ACKS_CONFIG, "all");
        // With it, and no more than five under way, a partition's order outlives every retry.
        ours.put(ENABLE_IDEMPOTENCE_CONFIG, true);
        ours.put(MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        ours.put(RETRIES_CONFIG, Integer.MAX_VALUE);
        ours.put(MAX_BLOCK_MS_CONFIG, quarter);
        ours.put(REQUEST_TIMEOUT_MS_CONFIG, quarter);
        ours.put(DELIVERY_TIMEOUT_MS_CONFIG, quarter * 2);
        // All that comes side by side goes in one request: there is nothing to wait for.
        ours.put(LINGER_MS_CONFIG, 0);
        // Nobody reads them, and the native program has no JMX.
        ours.put(METRIC_REPORTER_CLASSES_CONFIG, List.of());
        ours.put(ENABLE_METRICS_PUSH_CONFIG, false);

        defaults.put(CLIENT_ID_CONFIG, "textus-inbox-" + name);
        defaults.put(MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    }

    /** @throws ConfigurationException if the producer would not take one, or one is not for the operator to set */
    Map<String, Object> checked() {
        String servers = prefix + "bootstrap-servers";
        List<String> hosts = List.of(relay.bootstrapServers().split("\\s*,\\s*", -1));
        if (!hosts.stream().allMatch(RelayProperties::isServer)) {
            throw new ConfigurationException(
                    servers + " must be host:port, or several, divided by commas", Set.of(servers));
        }
        check(relay.properties());
        Map<String, Object> all = new HashMap<>(defaults);
        all.putAll(relay.properties());
        all.putAll(ours);
        all.put(BOOTSTRAP_SERVERS_CONFIG, hosts);
        return all;
    }

    private static boolean isServer(String text) {
        return SERVER.matcher(text).matches() && Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) <= 65_535;
    }

    private void check(Map<String, String> properties) {
        for (String name : properties.keySet()) {
            if (ours.containsKey(name) || isOursByKind(name)) {
                throw wrong(name, "is set by the relay itself");
            }
            if (!ProducerConfig.configNames().contains(name)) {
                throw wrong(name, "is no setting of Kafka's producer");
            }
        }
        // Kafka's own message quotes the value.
        for (ConfigValue value : ProducerConfig.configDef().validate(properties)) {
            if (properties.containsKey(value.name()) && !value.errorMessages().isEmpty()) {
                throw wrong(value.name(), "has a value that Kafka's producer does not take");
            }
        }
    }

    private static boolean isOursByKind(String name) {
        return name.equals(BOOTSTRAP_SERVERS_CONFIG)
                || name.startsWith("key.serializer")
                || name.startsWith("value.serializer")
                || name.startsWith("partitioner.")
                || name.startsWith("transaction");
    }

    private ConfigurationException wrong(String name, String what) {
        String key = prefix + "properties.\"" + name + '"';
        return new ConfigurationException(key + ' ' + what, Set.of(key));
    }
}
