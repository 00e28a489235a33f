package dev.textusinbox.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.log.Event;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RelayRecordTest {
    private static final byte[] BODY = {'{', 0, (byte) 0xff, '}'};

    @Test
    void theKeyIsTheContactAndTheValueTheBodyByteForByte() {
        var record = RelayRecord.of("events", event("+13035550142", "cQ7tzm"), Delivery.FIRST);
        assertEquals("events", record.topic());
        assertArrayEquals("+13035550142".getBytes(UTF_8), record.key());
        assertSame(BODY, record.value());
        assertNull(record.partition(), "Kafka's choice, by the key");
        assertNull(record.timestamp(), "the time of sending");
    }

    @Test
    void withoutAContactTheKeyIsWhatTheInboxOrdersItBy() {
        assertArrayEquals(
                "cQ7tzm".getBytes(UTF_8),
                RelayRecord.of("events", event(null, "cQ7tzm"), Delivery.FIRST).key());
        assertArrayEquals(
                "#17".getBytes(UTF_8),
                RelayRecord.of("events", event(null, null), Delivery.FIRST).key());
    }

    @Test
    void theHeadersAreThoseOfAForward() {
        var record = RelayRecord.of("events", event("+13035550142", null), new Delivery(3, OptionalLong.of(5)));
        assertEquals(
                Map.of(
                        "Inbox-Event-Id", "17",
                        "Inbox-Event-Type", "message.received",
                        "Inbox-Source", "textus",
                        "Inbox-Contact", "+13035550142",
                        "Inbox-Attempt", "3",
                        "Inbox-Replay", "5",
                        "Content-Type", "application/json"),
                headers(record));
    }

    @Test
    void whatAnEventDoesNotHaveHasNoHeader() {
        var event = new Event(
                17, "textus", "call", null, null, null, null, Instant.EPOCH, Instant.EPOCH, null, null, 0, BODY);
        assertEquals(
                Map.of(
                        "Inbox-Event-Id",
                        "17",
                        "Inbox-Event-Type",
                        "call",
                        "Inbox-Source",
                        "textus",
                        "Inbox-Attempt",
                        "1"),
                headers(RelayRecord.of("events", event, Delivery.FIRST)));
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static Event event(String contact, String conversation) {
        return new Event(
                17,
                "textus",
                "message.received",
                contact,
                conversation,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                "application/json",
                0,
                BODY);
    }
}
