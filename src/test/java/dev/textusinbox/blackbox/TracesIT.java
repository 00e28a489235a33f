package dev.textusinbox.blackbox;

import static dev.textusinbox.blackbox.TraceCollector.attribute;
import static dev.textusinbox.blackbox.TraceCollector.hex;
import static dev.textusinbox.blackbox.TraceCollector.idOf;
import static dev.textusinbox.blackbox.TraceCollector.parentOf;
import static dev.textusinbox.blackbox.TraceCollector.traceOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.blackbox.RecordingSink.Forward;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The program with a collector of traces, and without. */
class TracesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PHONE = "+13035550178";
    private static final String TEXT = "nobody else's business";
    private static final String FORWARD_KEY =
            "whsec_" + Base64.getEncoder().encodeToString("twenty-four bytes of key".getBytes(UTF_8));
    private static final String SENDERS_TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TraceCollector collector = TraceCollector.open();
    private final RecordingSink sink = RecordingSink.open();
    private InboxProcess program;

    @AfterEach
    void stop() {
        program.close();
        sink.close();
        collector.close();
    }

    @Test
    void anEventsWayIsOneTraceFromReceiptToForwardOverARestartAndAReplay() throws Exception {
        start(collector.settings());
        sink.answer(forward -> forward.header("inbox-attempt").equals("1") ? 500 : 200);
        String body = Deliveries.message(PHONE, TEXT);
        String event = post(body, "00-" + SENDERS_TRACE + "-b7ad6b7169203331-01");
        await("the second attempt is told").atMost(SOON).until(() -> told("crm", event, "done") == 1);
        await("and a projection").atMost(SOON).until(() -> told("messages", event, "done") == 1);

        Span receipt = receipt(event, "stored");
        assertEquals("", parentOf(receipt));
        assertEquals(SpanKind.SPAN_KIND_SERVER, receipt.getKind());
        assertEquals("POST /webhooks/{source}", receipt.getName());
        assertEquals("textus", attribute(receipt, "inbox.source"));
        assertEquals("message.received", attribute(receipt, "inbox.event.type"));
        assertEquals("202", attribute(receipt, "http.response.status_code"));
        assertEquals(1, receipt.getLinksCount(), "the sender's trace is linked");
        assertEquals(SENDERS_TRACE, hex(receipt.getLinks(0).getTraceId()));
        assertTrue(children(receipt).stream().anyMatch(span -> span.getName().equals("append")));
        assertForwarded(receipt, "1", StatusCode.STATUS_CODE_ERROR);
        assertForwarded(receipt, "2", StatusCode.STATUS_CODE_UNSET);

        post(body, null);
        assertEquals(idOf(receipt), parentOf(receipt(event, "duplicate")));

        assertEquals(0, program.stop());
        program.start();
        sink.answer(200);
        String replay = replay(event);
        await("the replay is told")
                .atMost(SOON)
                .until(() -> collector.spansWith("inbox.replay", replay).size() == 1);
        Span replayed = collector.spansWith("inbox.replay", replay).get(0);
        assertEquals(traceOf(receipt), traceOf(replayed), "one trace after a restart");
        assertEquals(idOf(receipt), parentOf(replayed));

        assertNothingPrivate();
        collector.close();
        post(Deliveries.message(PHONE, TEXT), null);
        assertEquals(0, program.stop(), "in time, with nobody to send the last spans to");
    }

    private void assertForwarded(Span receipt, String attempt, StatusCode status) {
        Span handling = children(receipt).stream()
                .filter(span -> "crm".equals(attribute(span, "inbox.handler")))
                .filter(span -> attempt.equals(attribute(span, "inbox.attempt")))
                .findFirst()
                .orElseThrow();
        assertEquals(SpanKind.SPAN_KIND_CONSUMER, handling.getKind());
        assertEquals(status, handling.getStatus().getCode());
        Span post = children(handling).get(0);
        assertEquals(SpanKind.SPAN_KIND_CLIENT, post.getKind());
        assertEquals("127.0.0.1", attribute(post, "server.address"));
        Forward forward = sink.forwards().stream()
                .filter(each -> each.header("inbox-attempt").equals(attempt))
                .findFirst()
                .orElseThrow();
        assertEquals("00-" + traceOf(receipt) + "-" + idOf(post) + "-01", forward.header("traceparent"));
        assertEquals(traceOf(receipt), traceOf(handling));
        assertEquals(traceOf(receipt), traceOf(post));
    }

    private void assertNothingPrivate() throws IOException, InterruptedException {
        // What the framework would tell of by itself: paths with phones, keys in headers.
        program.client().json("/api/contacts/" + PHONE);
        program.client().call("GET", "/api/events?contact=" + PHONE.substring(1), Keys.READER);
        String later = post(Deliveries.message(PHONE, TEXT), null);
        await("what was told before it has come").atMost(SOON).until(() -> told("crm", later, "done") == 1);
        for (String secret : List.of(
                PHONE.substring(1),
                TEXT,
                Keys.SECRET,
                Keys.OPERATOR,
                Keys.READER,
                FORWARD_KEY,
                "secret-path",
                "/api/")) {
            assertFalse(collector.requests().stream().anyMatch(told -> told.contains(secret)), secret);
        }
    }

    @Test
    void untilSetNothingIsTracedAndNoTraceIsNamedToAnybody() throws Exception {
        var settings = new HashMap<>(collector.settings());
        settings.remove("quarkus.otel.sdk.disabled");
        start(settings);
        post(Deliveries.message(PHONE, TEXT), "00-" + SENDERS_TRACE + "-b7ad6b7169203331-01");
        await("it is forwarded").atMost(SOON).until(() -> sink.count() == 1);
        assertNull(sink.forwards().get(0).header("traceparent"));
        assertEquals(0, program.stop());
        assertEquals(List.of(), collector.requests());
    }

    private void start(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("inbox.forwards.crm.url", sink.url() + "/secret-path");
        settings.put("inbox.forwards.crm.secret", FORWARD_KEY);
        settings.put("inbox.handlers.crm.backoff.initial", "10ms");
        program = InboxProcess.with(settings);
        program.start();
    }

    private String post(String body, String traceparent) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(SignedPost.of(body).request(program.uri()), (name, value) -> true);
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        assertTrue(answer.statusCode() < 300, answer.body());
        return InboxClient.parse(answer.body()).get("eventId").asText();
    }

    private String replay(String event) throws IOException, InterruptedException {
        var answer = program.client()
                .send(
                        "POST",
                        "/admin/replays",
                        "{\"reason\":\"traced\",\"handlers\":[\"crm\"],\"filter\":{\"eventIds\":[\"" + event + "\"]}}");
        assertEquals(201, answer.statusCode(), answer.body());
        return InboxClient.parse(answer.body()).get("id").asText();
    }

    private Span receipt(String event, String outcome) {
        return await("the receipt is told")
                .atMost(SOON)
                .until(() -> receipts(event, outcome), found -> found.size() == 1)
                .get(0);
    }

    private List<Span> receipts(String event, String outcome) {
        return collector.spansWith("inbox.event.id", event).stream()
                .filter(span -> outcome.equals(attribute(span, "inbox.outcome")))
                .filter(span -> span.getKind() == SpanKind.SPAN_KIND_SERVER)
                .toList();
    }

    private List<Span> children(Span of) {
        return collector.spans().stream()
                .filter(span -> parentOf(span).equals(idOf(of)))
                .toList();
    }

    private long told(String handler, String event, String outcome) {
        return collector.spansWith("inbox.event.id", event).stream()
                .filter(span -> handler.equals(attribute(span, "inbox.handler")))
                .filter(span -> outcome.equals(attribute(span, "inbox.outcome")))
                .count();
    }
}
