package dev.textusinbox.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayPropertiesTest {
    private record Relay(String topic, String bootstrapServers, Map<String, String> properties)
            implements RelaysConfig.Relay {}

    private static Map<String, Object> checked(String servers, Map<String, String> properties, Duration timeout) {
        return new RelayProperties("lake", new Relay("events", servers, properties), timeout).checked();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 50, 10_000, 86_400_000_000L})
    void aProducerTakesThemAndGivesUpBeforeItsCallDoes(long timeoutMillis) {
        var properties = checked("kafka-1:9092, [::1]:9092", Map.of(), Duration.ofMillis(timeoutMillis));
        properties.put("key.serializer", ByteArraySerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        var config = new ProducerConfig(properties);
        assertEquals("-1", config.getString("acks"), "all, as Kafka has it");
        assertTrue(config.getBoolean("enable.idempotence"));
        assertTrue(config.getInt("max.in.flight.requests.per.connection") <= 5);
        assertEquals(List.of("kafka-1:9092", "[::1]:9092"), config.getList("bootstrap.servers"));
        long waits = config.getInt("delivery.timeout.ms") + config.getLong("max.block.ms");
        assertTrue(waits < timeoutMillis || timeoutMillis < 4, waits + " of " + timeoutMillis + " ms");
    }

    @Test
    void whatTheOperatorMaySetIsPassedOn() {
        var properties = checked(
                "kafka:9092", Map.of("security.protocol", "SASL_SSL", "client.id", "x"), Duration.ofSeconds(10));
        assertEquals("SASL_SSL", properties.get("security.protocol"));
        assertEquals("x", properties.get("client.id"));
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1, is set by the relay itself",
        "enable.idempotence, false, is set by the relay itself",
        "max.in.flight.requests.per.connection, 6, is set by the relay itself",
        "delivery.timeout.ms, 77, is set by the relay itself",
        "bootstrap.servers, hunter2:1, is set by the relay itself",
        "partitioner.class, hunter2, is set by the relay itself",
        "transactional.id, hunter2, is set by the relay itself",
        "secruity.protocol, hunter2, is no setting of Kafka's producer",
        "batch.size, hunter2, has a value that Kafka's producer does not take",
        "security.protocol, hunter2, has a value that Kafka's producer does not take",
    })
    void whatDeliveryHangsOnOrKafkaDoesNotKnowStopsTheStart(String name, String value, String why) {
        var e = assertThrows(
                ConfigurationException.class, () -> checked("kafka:9092", Map.of(name, value), Duration.ofSeconds(10)));
        assertEquals("inbox.relays.lake.properties.\"" + name + "\" " + why, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "kafka", "kafka:", "kafka:port", "kafka:65536", "kafka:9092,", "http://kafka:9092", "a b:1"})
    void aServerThatIsNoneStopsTheStart(String servers) {
        var e = assertThrows(ConfigurationException.class, () -> checked(servers, Map.of(), Duration.ofSeconds(10)));
        assertTrue(e.getMessage().startsWith("inbox.relays.lake.bootstrap-servers must"), e.getMessage());
        assertFalse(!servers.isEmpty() && e.getMessage().endsWith(servers), "never the value");
    }
}
