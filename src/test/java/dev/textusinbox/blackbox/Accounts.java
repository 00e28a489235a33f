package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.RecordingSink.Forward;
import dev.textusinbox.blackbox.Senders.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sums that must come out, whatever was killed: what was acknowledged, what is stored, what was forwarded. */
final class Accounts {
    private Accounts() {}

    /** Every acknowledged delivery is in the history, under the id that its sender was told, and none is twice. */
    static void assertKept(List<Answer> answers, List<JsonNode> history) throws IOException {
        Map<String, String> deliveryById = new HashMap<>();
        Set<String> deliveries = new HashSet<>();
        long last = 0;
        for (JsonNode item : history) {
            long id = item.get("id").asLong();
            assertTrue(id > last, "the history shows " + id + " after " + last);
            last = id;
            String delivery = item.get("deliveryId").asText();
            assertTrue(deliveries.add(delivery), "stored twice: " + delivery);
            deliveryById.put(item.get("id").asText(), delivery);
        }
        for (Answer answer : answers) {
            if (answer.acknowledged()) {
                assertEquals(
                        Deliveries.deliveryId(answer.delivery()),
                        deliveryById.get(answer.eventId()),
                        "acknowledged with " + answer.response().body());
            }
        }
    }

    /** Nothing but 2xx and 504, and with each 504 the time to try again. */
    static void assertOnlyTakenOrTryAgain(List<Answer> answers) {
        for (Answer answer : answers) {
            if (answer.response() == null) {
                throw new AssertionError("a request got no answer", answer.failure());
            }
            assertTrue(
                    answer.acknowledged() || answer.status() == 504,
                    () -> "answered " + answer.status() + " "
                            + answer.response().body());
            assertTrue(
                    answer.acknowledged()
                            || answer.response()
                                    .headers()
                                    .firstValue("Retry-After")
                                    .isPresent(),
                    "a 504 without Retry-After");
        }
    }

    /**
     * Each contact's events were forwarded in order of id; an event may come again, but never for the first time after
     * a later one.
     */
    static void assertInOrder(RecordingSink sink) {
        Map<String, Long> last = new HashMap<>();
        for (Forward each : sink.firstDeliveries()) {
            String contact = each.header("inbox-contact");
            if (contact != null) {
                Long before = last.put(contact, each.eventId());
                assertTrue(
                        before == null || before < each.eventId(),
                        () -> contact + " got event " + each.eventId() + " after " + before);
            }
        }
    }

    /** Whatever a handler was handed is somewhere. */
    static void assertAddsUp(JsonNode line) {
        long sum = 0;
        for (String part : List.of("handled", "skipped", "retrying", "blocked", "dead", "discarded", "pending")) {
            sum += line.get(part).asLong();
        }
        assertEquals(line.get("stored").asLong(), sum, line::toString);
    }
}
