package dev.textusinbox.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.textusinbox.log.BodyText;
import dev.textusinbox.log.Event;
import dev.textusinbox.outbound.Post;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Posts many events at a time to a URL, as a JSON array; one that goes alone is an array of one. */
final class ForwardBatchHandler extends Forward implements BatchHandler {
    private static final JsonFactory JSON = new JsonFactory();

    private final int batchSize;

    ForwardBatchHandler(String name, ForwardReceiver receiver, int batchSize) {
        super(name, receiver);
        this.batchSize = batchSize;
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public Outcome handle(List<Event> events, Delivery delivery) throws IOException, InterruptedException {
        if (events.stream().anyMatch(event -> event.body() == null)) {
            // Such a one comes alone, since only a large body can go between its reading and its call.
            return Outcome.giveUp("the event has been erased");
        }
        byte[] body = array(events);
        Post post = receiver.post(body, "application/json", delivery);
        return receiver.send(post, id(events), body);
    }

    /** The bodies are JSON already: they are not read again, so that no number, escape or order of members changes. */
    private static byte[] array(List<Event> events) throws IOException {
        int size = events.stream().mapToInt(event -> event.body().length + 256).sum();
        var bytes = new ByteArrayOutputStream(size);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (Event event : events) {
                json.writeStartObject();
                json.writeStringField("id", Long.toString(event.id()));
                json.writeStringField("type", event.type());
                json.writeStringField("source", event.source());
                json.writeStringField("contact", event.contact());
                json.writeStringField("receivedAt", event.receivedAt().toString());
                json.writeFieldName("payload");
                json.writeRawValue(BodyText.of(event.body()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    /** Of one event that which it has without batches; of many one that hangs on which they are. */
    private static String id(List<Event> events) {
        if (events.size() == 1) {
            return "evt_" + events.get(0).id();
        }
        String ids = events.stream().map(event -> Long.toString(event.id())).collect(Collectors.joining(","));
        return "evts_" + UUID.nameUUIDFromBytes(ids.getBytes(StandardCharsets.US_ASCII));
    }
}
