package dev.textusinbox.handler;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.textusinbox.log.Event;
import dev.textusinbox.outbound.OutboundHttp;
import dev.textusinbox.outbound.RawReceiver;
import dev.textusinbox.platform.http.HttpUrl;
import dev.textusinbox.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the receiver of a forward with a batch size gets. */
class ForwardBatchHandlerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:15:30.123456Z"), ZoneOffset.UTC);
    private static final byte[] KEY = "twenty-four bytes of key".getBytes(UTF_8);
    private static final String ODD = "{\"n\":1e400,\"é\":\"\\u0000\",\"a\":12345678901234567890.10}";

    private final RawReceiver receiver =
            new RawReceiver(RawReceiver.says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    private final OutboundHttp http = new OutboundHttp();

    @AfterEach
    void close() {
        http.close();
        receiver.close();
    }

    @Test
    void eachEventHasItsFieldsAndItsPayloadToTheLetter() throws Exception {
        post(Delivery.FIRST, event(17, "+13035550142", ODD.getBytes(UTF_8)), event(18, null, "{}".getBytes(UTF_8)));
        String body = new String(receiver.requests().get(0).body(), UTF_8);
        assertTrue(body.contains("\"payload\":" + ODD + "}"), body);
        JsonNode items = new ObjectMapper().readTree(body);
        assertEquals(2, items.size());
        assertEquals("17", items.get(0).get("id").textValue());
        assertEquals("contact.créé", items.get(0).get("type").textValue());
        assertEquals("textus", items.get(0).get("source").textValue());
        assertEquals("+13035550142", items.get(0).get("contact").textValue());
        assertEquals(
                "2026-03-01T10:15:30.123456Z", items.get(0).get("receivedAt").textValue());
        assertTrue(items.get(1).get("contact").isNull());
    }

    @Test
    void bodiesInEveryEncodingOfJsonMakeOneArray() throws Exception {
        post(
                Delivery.FIRST,
                event(1, null, ("\uFEFF" + ODD).getBytes(UTF_8)),
                event(2, null, ODD.getBytes(UTF_16BE)),
                event(3, null, ("\uFEFF" + ODD).getBytes(UTF_16LE)));
        JsonNode items = new ObjectMapper().readTree(receiver.requests().get(0).body());
        assertEquals(3, items.size());
        JsonNode payload = new ObjectMapper().readTree(ODD);
        items.forEach(item -> assertEquals(payload, item.get("payload")));
    }

    @Test
    void itIsSignedUnderAnIdThatHangsOnItsEvents() throws Exception {
        Event one = event(17, null, "{}".getBytes(UTF_8));
        Event two = event(18, null, "{}".getBytes(UTF_8));
        post(Delivery.FIRST, one, two);
        post(new Delivery(2, OptionalLong.of(9)), one, two);
        post(Delivery.FIRST, one);
        List<RawReceiver.Request> requests = receiver.requests();
        RawReceiver.Request first = requests.get(0);
        String id = first.header("webhook-id");
        assertEquals(id, requests.get(1).header("webhook-id"), "the same events");
        assertNotEquals(id, requests.get(2).header("webhook-id"), "others");
        assertEquals("evt_17", requests.get(2).header("webhook-id"), "alone as without batches");
        String secret = "whsec_" + Base64.getEncoder().encodeToString(KEY);
        assertEquals(
                new WebhookSigner(secret).sign(id, CLOCK.instant().getEpochSecond(), first.body()),
                first.header("webhook-signature"));
        assertEquals("application/json", first.header("content-type"));
        assertEquals("1", first.header("inbox-attempt"));
        assertNull(first.header("inbox-replay"));
        assertEquals("2", requests.get(1).header("inbox-attempt"));
        assertEquals("9", requests.get(1).header("inbox-replay"));
    }

    private void post(Delivery delivery, Event... events) throws Exception {
        HttpUrl url = HttpUrl.of(receiver.url());
        var signer = new WebhookSigner("whsec_" + Base64.getEncoder().encodeToString(KEY));
        var target = new ForwardTarget(url, Set.of(), signer);
        var poster = http.poster(url, Duration.ofSeconds(30), 1);
        var handler =
                new ForwardBatchHandler("crm", new ForwardReceiver(target, CLOCK, Traces.OFF, poster), events.length);
        Outcome outcome = handler.handle(List.of(events), delivery);
        assertEquals(Outcome.done(), ((Outcome.WithResponse) outcome).outcome());
    }

    private static Event event(long id, String contact, byte[] body) {
        Instant now = CLOCK.instant();
        return new Event(id, "textus", "contact.créé", contact, null, null, null, now, now, null, null, 0, body);
    }
}
