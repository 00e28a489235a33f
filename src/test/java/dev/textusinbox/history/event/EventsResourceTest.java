package dev.textusinbox.history.event;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.history.event.StoredEvents.event;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EventsResourceTest {
    private final String source = StoredEvents.newSource();

    @Inject
    StoredEvents log;

    @Test
    void anItemHasAllItsFieldsInOrderAndNullsToo() {
        long full = log.store(event(source, "message.received")
                .contact("+13035550142")
                .conversation("cQ7tzm")
                .message("6Nvq9L")
                .account("pupstar-sales")
                .deliveryId("/integrations/h13Jc5/deliveries/" + source));
        long bare = log.store(event(source, "new.type").at("2026-03-01T10:15:30Z"));
        String receivedAt = reader().get("/api/events/" + full).path("receivedAt");
        String text = page("order=asc").asString();
        assertTrue(text.startsWith("""
                        {"items":[{"id":"%d","source":"%s","type":"message.received","contact":"+13035550142",\
                        "conversationId":"cQ7tzm","messageId":"6Nvq9L","account":"pupstar-sales",\
                        "occurredAt":"2026-03-01T10:15:30.156Z","receivedAt":"%s",\
                        "deliveryId":"/integrations/h13Jc5/deliveries/%s","duplicates":0},\
                        {"id":"%d","source":"%s","type":"new.type","contact":null,"conversationId":null,\
                        "messageId":null,"account":null,"occurredAt":"2026-03-01T10:15:30Z","receivedAt":""".formatted(full, source, receivedAt, source, bare, source)), text);
        assertTrue(receivedAt.endsWith("Z"), receivedAt);
    }

    @Test
    void repeatsAreCounted() {
        var draft = event(source, "message.received").deliveryId("d1");
        long id = log.store(draft);
        assertEquals(-id, log.store(draft));
        assertEquals(-id, log.store(event(source, "message.received").deliveryId("d1")));
        page("").then().body("items.duplicates", contains(2));
    }

    @ParameterizedTest
    @CsvSource({
        "type=a, 1 2",
        "type=a&type=b, 1 2 3",
        "type=never, ''",
        "contact=%2B13035550142, 1",
        "contact=+13035550142, 1",
        "contact=(303)%20555-0142, 1",
        "conversation=c1, 1",
        "conversation=/conversations/c1, 1",
        "message=m2, 2",
        "message=%2Fmessages%2Fm2, 2",
        "from=2026-03-01T10:00:02Z, 2 3",
        "to=2026-03-01T10:00:02Z, 1",
        "from=2026-03-01T12:00:02+02:00&to=2026-03-01T10:00:02.000001Z, 2",
        "type=a&message=m2&from=2020-01-01T00:00:00Z, 2",
        "type=b&message=m2, ''",
    })
    void filters(String query, String expected) {
        List<String> ids = List.of(
                Long.toString(log.store(event(source, "a")
                        .contact("+13035550142")
                        .conversation("c1")
                        .at("2026-03-01T10:00:01Z"))),
                Long.toString(log.store(event(source, "a").message("m2").at("2026-03-01T10:00:02Z"))),
                Long.toString(log.store(event(source, "b").at("2026-03-01T10:00:03Z"))));
        List<String> wanted = expected.chars()
                .filter(Character::isDigit)
                .mapToObj(digit -> ids.get(digit - '1'))
                .toList();
        assertEquals(wanted, page(query + "&order=asc").path("items.id"));
    }

    @Test
    void descendingEndsWithNull() {
        List<String> ids = List.of(store("{}"), store("{}"), store("{}"));
        var first = page("limit=2");
        first.then().body("items.id", contains(ids.get(2), ids.get(1)));
        var second = page("limit=2&cursor=" + first.path("next"));
        second.then().body("items.id", contains(ids.get(0))).body("next", nullValue());
    }

    @Test
    void descendingEndsWithNullOnAFullPageToo() {
        store("{}");
        page("limit=1").then().body("items", hasSize(1)).body("next", nullValue());
    }

    @Test
    void ascendingAlwaysGoesOn() {
        var nothing = page("order=asc");
        nothing.then().body("items", empty());
        String id = store("{}");
        var one = page("order=asc&cursor=" + nothing.path("next"));
        one.then().body("items.id", contains(id));
        String next = one.path("next");
        page("order=asc&cursor=" + next).then().body("items", empty()).body("next", equalTo(next));
    }

    @Test
    void ascendingPassesWhatTheFilterLeavesOut() {
        String other = Long.toString(log.store(event(StoredEvents.newSource(), "a")));
        String next = page("order=asc").path("next");
        assertTrue(PageCursor.decoded(next).orElseThrow().id() >= Long.parseLong(other));
    }

    @Test
    void aCursorBeyondTheHeadStaysWhereItIs() {
        String cursor = new PageCursor(PageCursor.SortOrder.ASC, Long.MAX_VALUE).encoded();
        page("order=asc&cursor=" + cursor).then().body("items", empty()).body("next", equalTo(cursor));
    }

    @ParameterizedTest
    @CsvSource({
        "sauce=a, sauce",
        "after=17, after",
        "source=, source",
        "source=%00, source",
        "type=, type",
        "contact=%2B1303, contact",
        "contact=1&contact=2, contact",
        "conversation=/, conversation",
        "message=%20, message",
        "from=yesterday, from",
        "to=2026-03-01, to",
        "order=up, order",
        "order=asc&order=asc, order",
        "limit=0, limit",
        "limit=1001, limit",
        "limit=ten, limit",
        "include=handlers, include",
        "cursor=17, cursor",
        "cursor=ZGVzYzoxNw&order=asc, cursor",
    })
    void refusesAndNames(String query, String parameter) {
        reader().get("/api/events?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("parameter", equalTo(parameter));
    }

    @Test
    void isForReadersOnly() {
        for (String path : List.of("", "/1", "/1/raw")) {
            RestAssured.get("/api/events" + path).then().statusCode(401).contentType("application/problem+json");
        }
    }

    private String store(String body) {
        return Long.toString(log.store(event(source, "a").body(body)));
    }

    private Response page(String query) {
        var response = reader().get("/api/events?source=" + source + (query.isEmpty() ? "" : "&" + query));
        response.then().statusCode(200).contentType("application/json");
        return response;
    }
}
