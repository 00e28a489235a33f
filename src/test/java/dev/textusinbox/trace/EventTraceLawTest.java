package dev.textusinbox.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.log.Event;
import dev.textusinbox.platform.http.HttpUrl;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of one event is one trace, whoever tells it and when, and nothing of it is stored. */
class EventTraceLawTest {
    private static final byte[] KEY = "the key of one database".getBytes(UTF_8);
    private static final byte[] OTHER_KEY = "and that of another one".getBytes(UTF_8);
    private static final String SENDER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private final RecordedSpans first = new RecordedSpans(Sampler.alwaysOn(), KEY);
    private final RecordedSpans second = new RecordedSpans(Sampler.alwaysOn(), KEY);

    @Test
    void aHandlingOnAnotherInstanceIsUnderTheReceipt() {
        receive(first, 17, SENDER);
        handle(second, 17, 3, OptionalLong.of(5));

        SpanData receipt = first.only(SpanKind.SERVER);
        SpanData handling = second.only(SpanKind.CONSUMER);
        assertFalse(TraceId.fromBytes(new byte[16]).equals(receipt.getTraceId()));
        assertFalse(receipt.getParentSpanContext().isValid(), "the receipt is the first");
        assertEquals(receipt.getTraceId(), handling.getTraceId());
        assertEquals(receipt.getSpanId(), handling.getParentSpanId());
        assertEquals(3, handling.getAttributes().get(AttributeKey.longKey("inbox.attempt")));
        assertEquals(5, handling.getAttributes().get(AttributeKey.longKey("inbox.replay")));
        SpanData append = first.only(SpanKind.INTERNAL);
        assertEquals(receipt.getSpanId(), append.getParentSpanId());
        assertTrue(append.getStartEpochNanos() >= receipt.getStartEpochNanos());
        assertTrue(append.getEndEpochNanos() <= receipt.getEndEpochNanos());
    }

    @Test
    void aRepeatIsInTheTraceOfTheEventThatItRepeats() {
        receive(first, 17, null);
        Receipt repeat = second.traces.receipt();
        repeat.from("POST", "textus", null);
        repeat.repeats(17);
        repeat.answered(200, "duplicate");

        assertEquals(
                first.only(SpanKind.SERVER).getSpanId(),
                second.only(SpanKind.SERVER).getParentSpanId());
        assertEquals(
                first.only(SpanKind.SERVER).getTraceId(),
                second.only(SpanKind.SERVER).getTraceId());
    }

    @Test
    void theSameIdInAnotherDatabaseIsAnotherTrace() {
        var other = new RecordedSpans(Sampler.alwaysOn(), OTHER_KEY);
        receive(first, 17, null);
        receive(other, 17, null);
        receive(second, 18, null);
        assertNotEquals(traceOf(first), traceOf(other));
        assertNotEquals(traceOf(first), traceOf(second));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1})
    void aHandlingIsSampledIfItsReceiptIs(double ratio) {
        var receiver = new RecordedSpans(Sampler.traceIdRatioBased(ratio), KEY);
        var handler = new RecordedSpans(Sampler.traceIdRatioBased(ratio), KEY);
        for (int id = 1; id <= 500; id++) {
            receive(receiver, id, SENDER);
            handle(handler, id, 1, OptionalLong.empty());
        }
        List<String> received = traces(receiver, SpanKind.SERVER);
        assertEquals(received, traces(handler, SpanKind.CONSUMER));
        assertTrue(Math.abs(received.size() - 500 * ratio) < 60, "as many as asked for: " + received.size());
    }

    @Test
    void whoeverSendsIsLinkedAndDecidesNothing() {
        receive(first, 17, SENDER);
        SpanData receipt = first.only(SpanKind.SERVER);
        assertEquals(1, receipt.getLinks().size());
        assertEquals(
                "0af7651916cd43dd8448eb211c80319c",
                receipt.getLinks().get(0).getSpanContext().getTraceId());

        receive(second, 17, "00-nonsense");
        assertEquals(List.of(), second.only(SpanKind.SERVER).getLinks());
    }

    @Test
    void whatIsNoEventHasATraceOfItsOwn() {
        Receipt receipt = first.traces.receipt();
        receipt.from("BREW", null, null);
        receipt.answered(504, "failed");
        SpanData span = first.only(SpanKind.SERVER);
        assertEquals("HTTP /webhooks/{source}", span.getName(), "a word of the sender's own is not told");
        assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
        assertFalse(span.getParentSpanContext().isValid());
    }

    @Test
    void theOtherSideIsToldTheTraceAndNoPathIsTold() {
        Map<String, String> headers = new HashMap<>();
        try (Handling handling = first.traces.handling("crm", event(17), 1, OptionalLong.empty())) {
            try (Outgoing post =
                    first.traces.posting(HttpUrl.of("https://crm.example.com:8443/key-in-a-path?token=1"))) {
                post.headers(headers::put);
                post.answered(500);
            }
            handling.ended("retry", true);
        }
        SpanData post = first.only(SpanKind.CLIENT);
        assertEquals(Map.of("traceparent", "00-" + post.getTraceId() + "-" + post.getSpanId() + "-01"), headers);
        assertEquals(first.only(SpanKind.CONSUMER).getSpanId(), post.getParentSpanId());
        assertEquals(StatusCode.ERROR, post.getStatus().getStatusCode());
        assertFalse(post.toString().contains("key-in-a-path") || post.toString().contains("token"), post.toString());
    }

    @Test
    void theFirstOutcomeCountsAndAnErrorsTextIsNotTold() {
        try (Handling handling = first.traces.handling("crm", event(17), 1, OptionalLong.empty())) {
            handling.failed(new IllegalStateException("+13035550142 said hello"));
            handling.ended("retry", true);
            handling.ended("done", false);
        }
        SpanData span = first.only(SpanKind.CONSUMER);
        assertEquals("retry", span.getAttributes().get(AttributeKey.stringKey("inbox.outcome")));
        assertEquals(
                IllegalStateException.class.getName(), span.getAttributes().get(AttributeKey.stringKey("error.type")));
        assertFalse(span.toString().contains("hello") || span.toString().contains("3035550142"), span.toString());
    }

    @Test
    void eachEventOfABatchIsToldInItsOwnTrace() {
        first.traces.handledTogether("consent", List.of(event(17), event(18)), System.nanoTime());
        assertEquals(
                2, first.all().stream().map(SpanData::getTraceId).distinct().count());
        assertTrue(first.all().stream()
                .allMatch(span -> span.getAttributes().get(AttributeKey.longKey("inbox.batch.events")) == 2));
    }

    @Test
    void withoutTheDatabasesKeySpansAreToldAllTheSame() {
        var keyless = new RecordedSpans(Sampler.alwaysOn(), null);
        receive(keyless, 17, null);
        handle(keyless, 17, 1, OptionalLong.empty());
        assertNotEquals(
                keyless.only(SpanKind.SERVER).getTraceId(),
                keyless.only(SpanKind.CONSUMER).getTraceId());
    }

    private static void receive(RecordedSpans spans, long id, String traceparent) {
        Receipt receipt = spans.traces.receipt();
        receipt.handedToLog();
        receipt.logged();
        receipt.from("POST", "textus", traceparent);
        receipt.stored(id, "message.received");
        receipt.answered(202, "stored");
    }

    private static void handle(RecordedSpans spans, long id, int attempt, OptionalLong replay) {
        try (Handling handling = spans.traces.handling("crm", event(id), attempt, replay)) {
            handling.ended("done", false);
        }
    }

    private static Event event(long id) {
        return new Event(
                id,
                "textus",
                "message.received",
                "+13035550142",
                null,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                0,
                new byte[0]);
    }

    private static String traceOf(RecordedSpans spans) {
        return spans.only(SpanKind.SERVER).getTraceId();
    }

    private static List<String> traces(RecordedSpans spans, SpanKind kind) {
        return spans.all().stream()
                .filter(span -> span.getKind() == kind)
                .map(SpanData::getTraceId)
                .toList();
    }
}
