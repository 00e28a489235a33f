package dev.textusinbox.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.log.Event;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An event as a record: what the inbox orders it by is the key, so that the topic keeps that order. */
final class RelayRecord {
    private RelayRecord() {}

    static ProducerRecord<byte[], byte[]> of(String topic, Event event, Delivery delivery) {
        // Kafka's time is the time of sending: with an event's own a topic's retention could drop history as it comes.
        var record = new ProducerRecord<>(topic, event.key().getBytes(UTF_8), event.body());
        header(record, "Inbox-Event-Id", Long.toString(event.id()));
        header(record, "Inbox-Event-Type", event.type());
        header(record, "Inbox-Source", event.source());
        header(record, "Inbox-Attempt", Integer.toString(delivery.attempt()));
        if (event.contact() != null) {
            header(record, "Inbox-Contact", event.contact());
        }
        if (event.contentType() != null) {
            header(record, "Content-Type", event.contentType());
        }
        if (delivery.replay().isPresent()) {
            header(record, "Inbox-Replay", Long.toString(delivery.replay().getAsLong()));
        }
        return record;
    }

    static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }
}
