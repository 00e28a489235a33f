package dev.textusinbox.history.event;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.history.event.StoredEvents.event;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class PayloadPageTest {
    private final String source = StoredEvents.newSource();

    @Inject
    StoredEvents log;

    @Inject
    EventQuery events;

    @Test
    void thePayloadIsTheTextAsReceived() {
        String body = "{\"action\" : \"a\", \"nul\":\"\\u0000\", \"n\":1.50e1,\"dog\":\"🐶\"}   \n";
        log.store(event(source, "a").body(body));
        byte[] answer = page("include=payload").asByteArray();
        assertTrue(new String(answer, StandardCharsets.UTF_8).contains("\"payload\":" + body + "}"));
    }

    @Test
    void aBodyInUtf16DoesNotBreakThePage() {
        log.store(event(source, "a").body("{\"dog\":\"🐶\"}".getBytes(StandardCharsets.UTF_16)));
        page("include=payload").then().body("items[0].payload.dog", equalTo("🐶"));
    }

    @Test
    void anErasedPayloadIsNull() {
        long id = log.store(event(source, "a"));
        log.run("UPDATE event SET body = NULL WHERE id = ?", id);
        assertTrue(page("include=payload").asString().contains("\"payload\":null"));
    }

    /** Asked of the query itself: twelve megabytes of JSON are no work for a test's parser. */
    @ParameterizedTest
    @EnumSource(SortOrder.class)
    void aPageOfLargePayloadsEndsEarlyAndGoesOn(SortOrder order) {
        String body = "{\"a\":\"" + "x".repeat(6 << 20) + "\"}";
        List<String> ids = new ArrayList<>(List.of(store(body), store(body), store(body)));
        if (order == SortOrder.DESC) {
            Collections.reverse(ids);
        }
        var first = events.page(request(order, order == SortOrder.ASC ? 0 : Long.MAX_VALUE));
        assertEquals(ids.subList(0, 2), ids(first));
        long position = PageCursor.decoded(first.next()).orElseThrow().id();
        assertEquals(ids.subList(2, 3), ids(events.page(request(order, position))));
    }

    private PageRequest request(SortOrder order, long position) {
        var filter = new EventFilter(source, List.of(), null, null, null, null, null, List.of());
        return new PageRequest(new Selection(filter, null), order, position, 50, true);
    }

    private static List<String> ids(EventPage page) {
        return page.items().stream().map(EventItem::id).toList();
    }

    private String store(String body) {
        return Long.toString(log.store(event(source, "a").body(body)));
    }

    private Response page(String query) {
        var response = reader().get("/api/events?source=" + source + "&" + query);
        response.then().statusCode(200).contentType("application/json");
        return response;
    }
}
