package dev.textusinbox.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import org.junit.jupiter.params.provider.ValueSource;

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
        assertEquals(Outcome.done(), ((Outcome.WithResponse) post("contact.créé\n短信")).outcome());
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
        assertEquals(Outcome.transientFailure(says(503), wait), outcome());
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 302, 304, 400, 401, 403, 404, 409, 413, 422, 499})
    void whatIsAnsweredDefinitelyIsTheEventsOwn(int status) throws Exception {
        receiver.answer(RawReceiver.says("HTTP/1.1 " + status + " no\r\nContent-Length: 0\r\n\r\n"));
        assertEquals(Outcome.retry(says(status)), outcome());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void whatPassesIsTheReceivers(int status) throws Exception {
        receiver.answer(RawReceiver.says("HTTP/1.1 " + status + " no\r\nContent-Length: 0\r\n\r\n"));
        assertEquals(Outcome.transientFailure(says(status)), outcome());
    }

    @Test
    void noConnectionIsAnOutage() throws Exception {
        receiver.close();
        assertInstanceOf(Outcome.Unavailable.class, post("message.received"));
    }

    @Test
    void noAnswerIsTheReceiversToo() throws Exception {
        receiver.answer(RawReceiver.saysAndCloses(""));
        assertInstanceOf(Outcome.TransientFailure.class, post("message.received"));
    }

    @Test
    void goneBeforeTheEndOfItsBodyPauses() throws Exception {
        receiver.answer(RawReceiver.saysAndCloses("HTTP/1.1 410 Gone\r\nContent-Length: 100\r\n\r\n"));
        assertInstanceOf(Outcome.PauseHandler.class, outcome());
    }

    @Test
    void whatTheReceiverSaidComesWithTheOutcome() throws Exception {
        receiver.answer(RawReceiver.says(
                "HTTP/1.1 422 no\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n" + utf8("no such é")));
        assertEquals(new ReceiverAnswer(422, "text/plain", "no such é"), response());
        receiver.answer(RawReceiver.says("HTTP/1.1 204 No Content\r\n\r\n"));
        assertEquals(new ReceiverAnswer(204, null, null), response());
    }

    @Test
    void ofALongAnswerTheBeginningIsKeptInWholeCharacters() throws Exception {
        receiver.answer(RawReceiver.says(
                "HTTP/1.1 500 no\r\nContent-Length: 4001\r\n\r\nx" + utf8("é").repeat(2000)));
        assertEquals("x" + "é".repeat(1023), response().body());
    }

    /** Its bytes, as the receiver's text has them. */
    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private String says(int status) {
        return "HTTP " + status + " from " + HttpUrl.of(receiver.url()).authority();
    }

    private Outcome outcome() throws Exception {
        return ((Outcome.WithResponse) post("message.received")).outcome();
    }

    private ReceiverAnswer response() throws Exception {
        return ((Outcome.WithResponse) post("message.received")).response();
    }

    private Outcome post(String type) throws Exception {
        HttpUrl url = HttpUrl.of(receiver.url());
        var target = new ForwardTarget(url, Set.of(), null);
        var poster = http.poster(url, Duration.ofSeconds(30), 1);
        var handler = new ForwardHandler("crm", new ForwardReceiver(target, CLOCK, Traces.OFF, poster));
        return handler.handle(event(type), Delivery.FIRST);
    }

    private static Event event(String type) {
        Instant now = CLOCK.instant();
        byte[] body = "{}".getBytes(UTF_8);
        return new Event(
                17, "textus", type, "+13035550142", null, null, null, now, now, null, "application/json", 0, body);
    }
}
