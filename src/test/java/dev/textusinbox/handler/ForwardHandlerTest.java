package dev.textusinbox.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.textusinbox.log.Event;
import dev.textusinbox.outbound.OutboundHttp;
import dev.textusinbox.outbound.RawReceiver;
import dev.textusinbox.platform.http.HttpUrl;
import dev.textusinbox.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a forward makes of an answer, and what its receiver gets. */
class ForwardHandlerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:15:30Z"), ZoneOffset.UTC);

    private final RawReceiver receiver =
            new RawReceiver(RawReceiver.says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    private final OutboundHttp http = new OutboundHttp();

    @AfterEach
    void close() {
        http.close();
        receiver.close();
    }

    @Test
    void aTypeOfAnyCharactersGoesOutWithItsBody() throws Exception {
        assertInstanceOf(Outcome.Done.class, post("contact.créé\n短信"));
        RawReceiver.Request request = receiver.requests().get(0);
        assertEquals("contact.cr%C3%A9%C3%A9%0A%E7%9F%AD%E4%BF%A1", request.header("inbox-event-type"));
        assertEquals("{}", new String(request.body(), UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "'Sun, 01 Mar 2026 10:16:30 GMT', PT1M",
        "'Sunday, 01-Mar-26 10:16:30 GMT', PT1M",
        "'Sun Mar  1 10:16:30 2026', PT1M",
        "90, PT1M30S",
        "never, PT0S",
    })
    void retryAfterIsObeyedInEveryForm(String value, Duration wait) throws Exception {
        receiver.answer(RawReceiver.says("HTTP/1.1 503 no\r\nContent-Length: 0\r\nRetry-After: " + value + "\r\n\r\n"));
        assertEquals(Outcome.retry("HTTP 503", wait), post("message.received"));
    }

    @Test
    void goneBeforeTheEndOfItsBodyPauses() throws Exception {
        receiver.answer(RawReceiver.saysAndCloses("HTTP/1.1 410 Gone\r\nContent-Length: 100\r\n\r\n"));
        assertInstanceOf(Outcome.PauseHandler.class, post("message.received"));
    }

    private Outcome post(String type) throws Exception {
        HttpUrl url = HttpUrl.of(receiver.url());
        var target = new ForwardTarget(url, Set.of(), null);
        var handler = new ForwardHandler("crm", target, CLOCK, Traces.OFF, http.poster(url, Duration.ofSeconds(30), 1));
        return handler.handle(event(type), Delivery.FIRST);
    }

    private static Event event(String type) {
        Instant now = CLOCK.instant();
        byte[] body = "{}".getBytes(UTF_8);
        return new Event(
                17, "textus", type, "+13035550142", null, null, null, now, now, null, "application/json", 0, body);
    }
}
