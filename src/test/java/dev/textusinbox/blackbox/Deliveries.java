package dev.textusinbox.blackbox;

import dev.textusinbox.simulator.DeliveryFactory;
import dev.textusinbox.simulator.SimulatedDelivery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What the tests post: made-up traffic, the provider's samples, and bodies with one thing about them. */
final class Deliveries {
    // Not the same each run: ids must not meet those of another factory on the same database.
    private static final Random RANDOM = new Random();

    private Deliveries() {}

    static DeliveryFactory factory(int contacts) {
        return new DeliveryFactory(RANDOM, Clock.systemUTC(), contacts);
    }

    static List<SimulatedDelivery> some(int count, int contacts) {
        return Stream.generate(factory(contacts)::next).limit(count).toList();
    }

    /** Messages of one contact, each naming the phone. */
    static List<String> messages(String contact, int count) {
        return Stream.generate(() -> message(contact, "hello")).limit(count).toList();
    }

    /** @param text as it stands between quotes in JSON, escapes and all */
    static String message(String contact, String text) {
        return """
                {"@type":"WebhookDelivery","id":"/integrations/h13Jc5/deliveries/%1$s",\
                "timestamp":"2026-03-01T10:15:30.156Z","action":"message.received",\
                "conversation":{"id":"/conversations/cQ7tzm","phoneNumber":"%2$s"},\
                "message":{"id":"/messages/%1$s","direction":"in","body":"%3$s"}}""".formatted(id(), contact, text);
    }

    /** The delivery of that message, with no contact. */
    static String statusOf(String message) {
        return """
                {"@type":"WebhookDelivery","timestamp":"2026-03-01T10:15:30.156Z","action":"message.delivered",\
                "message":{"id":"/messages/%s","direction":"out","body":"hello"}}""".formatted(message);
    }

    /** A contact made, with a name. */
    static String created(String contact, String name) {
        return """
                {"@type":"WebhookDelivery","id":"/integrations/h13Jc5/deliveries/%1$s",\
                "timestamp":"2026-03-01T10:15:31.156Z","action":"contact.created",\
                "contact":{"@type":"Contact","id":"/contacts/%1$s","name":"%3$s","phones":{"members":[\
                {"@type":"Phone","phoneNumber":"%2$s"}]}}}""".formatted(id(), contact, name);
    }

    static String optOut(String contact) {
        return """
                {"@type":"OptOutWebhookDelivery","id":"/integrations/h13Jc5/deliveries/%1$s",\
                "timestamp":"2026-03-01T10:15:31.156Z","action":"contact.opted_out",\
                "optOut":{"id":"/opt_outs/%1$s","type":"opt-out","phoneNumber":"%2$s"}}""".formatted(id(), contact);
    }

    static byte[] sample(String type) {
        try (InputStream file = Deliveries.class.getResourceAsStream("/samples/" + type + ".json")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String deliveryId(SimulatedDelivery delivery) throws IOException {
        return InboxClient.parse(delivery.text()).get("id").asText();
    }

    private static String id() {
        return Long.toString(RANDOM.nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
    }
}
