package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.RecordingSink.Forward;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an operator sees of three hundred events that two instances could not bring to a receiver, for two reasons. */
class FailuresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int UNKNOWN = 200;
    private static final int REFUSED = 100;
    private static final int FIRST = 1000;

    @Test
    void failuresOfTwoCausesAreTwoGroupsOnEachInstanceAndOneIsDiscardedAlone() throws Exception {
        try (var database = PostgresServer.create();
                var sink = RecordingSink.open()) {
            var settings = new HashMap<>(database.settings());
            settings.put("inbox.forwards.crm.url", sink.url());
            settings.put("inbox.handlers.crm.max-rejections", "1");
            sink.answer(422);
            sink.say(FailuresIT::words);
            try (var one = InboxProcess.with(settings).start();
                    var other = InboxProcess.with(settings).start()) {
                for (int i = 0; i < UNKNOWN + REFUSED; i++) {
                    InboxProcess to = i % 2 == 0 ? one : other;
                    assertEquals(
                            202,
                            to.client()
                                    .post(Deliveries.message(contact(i), "x"))
                                    .statusCode());
                }
                await("all are dead")
                        .atMost(PATIENCE)
                        .until(() -> dead(one), Integer.valueOf(UNKNOWN + REFUSED)::equals);
                Map<String, JsonNode> groups = groups(one);
                String unknown = "HTTP 422 from 127.0.0.1: no customer with phone … (request …)";
                String refused = "HTTP 422 from 127.0.0.1: customer … refused … texts";
                assertEquals(List.of(refused, unknown), List.copyOf(groups.keySet()));
                assertEquals(UNKNOWN, groups.get(unknown).get("count").asInt());
                assertEquals(UNKNOWN, groups.get(unknown).get("contacts").asInt());
                assertEquals(REFUSED, groups.get(refused).get("count").asInt());
                groups(other)
                        .forEach((cause, group) -> assertEquals(
                                groups.get(cause).get("id"), group.get("id"), "the same on each instance"));
                JsonNode sample = groups.get(unknown).get("sample");
                assertEquals(422, sample.get("response").get("status").asInt());

                String id = groups.get(unknown).get("id").asText();
                String order = discard(other, id);
                await("they are discarded")
                        .atMost(PATIENCE)
                        .until(() -> one.client().json(order).get("state").asText(), "completed"::equals);
                assertEquals(
                        404,
                        one.client()
                                .call("GET", "/admin/failures/" + id, Keys.OPERATOR)
                                .statusCode());
                Map<String, JsonNode> left = groups(one);
                assertEquals(List.of(refused), List.copyOf(left.keySet()));
                assertEquals(REFUSED, left.get(refused).get("count").asInt());
                assertEquals(REFUSED, dead(one));
            }
        }
    }

    /** Each with ids and phones of its own. */
    private static String words(Forward forward) {
        long id = forward.eventId();
        String contact = forward.header("inbox-contact");
        return Long.parseLong(contact.substring(contact.length() - 4)) < FIRST + UNKNOWN
                ? "{\"error\":\"no customer with phone %s (request r0%x)\"}".formatted(contact, id * 7919)
                : "{\"error\":\"customer c-%d refused %d texts\"}".formatted(id, id % 13);
    }

    private static String contact(int number) {
        return "+1303555" + (FIRST + number);
    }

    private static int dead(InboxProcess inbox) throws Exception {
        return inbox.client().ledgerOf("crm").get("dead").asInt();
    }

    /** By their causes. */
    private static Map<String, JsonNode> groups(InboxProcess inbox) throws Exception {
        var groups = new TreeMap<String, JsonNode>();
        inbox.client()
                .json("/admin/failures?handler=crm")
                .get("items")
                .forEach(group -> groups.put(group.get("cause").asText(), group));
        return groups;
    }

    private static String discard(InboxProcess inbox, String failure) throws Exception {
        var answer = inbox.client()
                .send(
                        "POST",
                        "/admin/redeliveries/discard",
                        "{\"handler\":\"crm\",\"state\":\"dead\",\"failure\":\"" + failure
                                + "\",\"reason\":\"none of ours\"}");
        assertEquals(202, answer.statusCode(), answer::body);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }
}
