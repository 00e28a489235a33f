package dev.textusinbox.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import dev.textusinbox.trace.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What becomes of an event when Kafka says no: only a record that Kafka refuses for itself is ever dead. */
class RelayHandlerTest {
    private static final Event EVENT = event(new byte[] {'{', '}'});

    private static Event event(byte[] body) {
        return new Event(
                17, "textus", "call", null, null, null, null, Instant.EPOCH, Instant.EPOCH, null, null, 0, body);
    }

    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    private Traces traces = Traces.OFF;
    private int replaced;

    private Outcome after(Exception failure) throws InterruptedException {
        return handle(EVENT, CompletableFuture.failedFuture(failure));
    }

    private Outcome handle(Event event, Future<RecordMetadata> answer) throws InterruptedException {
        var producer = new RelayProducer(Map.of(), Duration.ofSeconds(30)) {
            @Override
            Producer<byte[], byte[]> make() {
                return new MockProducer<>() {
                    @Override
                    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
                        sent.add(record);
                        return answer;
                    }
                };
            }

            @Override
            synchronized void replace(Producer<byte[], byte[]> failed) {
                replaced++;
            }
        };
        return new RelayHandler("lake", "events", producer, traces).handle(event, Delivery.FIRST);
    }

    @Test
    void anAcknowledgedOneIsDone() throws Exception {
        assertEquals(Outcome.done(), handle(EVENT, CompletableFuture.completedFuture(null)));
    }

    @Test
    void aRecordNamesItsTraceWhereThereIsOne() throws Exception {
        handle(EVENT, CompletableFuture.completedFuture(null));
        assertNull(sent.get(0).headers().lastHeader("traceparent"));

        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        traces = new TracesOf(trace);
        handle(EVENT, CompletableFuture.completedFuture(null));
        assertEquals(
                trace,
                new String(sent.get(1).headers().lastHeader("traceparent").value(), UTF_8));
    }

    @Test
    void aRecordThatKafkaRefusesForItselfIsGivenUp() throws Exception {
        assertInstanceOf(Outcome.GiveUp.class, after(new RecordTooLargeException("x")));
        assertInstanceOf(Outcome.GiveUp.class, after(new InvalidRecordException("x")));
        assertEquals(0, replaced);
    }

    @Test
    void anOutageIsNoAttemptAndItsTextIsNotShown() throws Exception {
        assertEquals(
                Outcome.unavailable("Kafka does not take events: TimeoutException"),
                after(new TimeoutException("to hunter2")));
        assertInstanceOf(Outcome.Unavailable.class, after(new KafkaException("part of a batch with invalid records")));
        assertEquals(0, replaced, "the producer goes on by itself");
    }

    @Test
    void aProducerThatMayHaveFailedForGoodIsMadeAnew() throws Exception {
        assertInstanceOf(Outcome.Unavailable.class, after(new SaslAuthenticationException("x")));
        assertInstanceOf(Outcome.Unavailable.class, after(new OutOfOrderSequenceException("x")));
        assertInstanceOf(Outcome.Unavailable.class, after(new KafkaException("in an error state", new Exception())));
        assertEquals(3, replaced);
    }

    @Test
    void anInterruptIsNoAttemptAndStaysOne() throws Exception {
        Thread.currentThread().interrupt();
        Outcome outcome = handle(EVENT, new CompletableFuture<>());
        assertTrue(Thread.interrupted());
        assertInstanceOf(Outcome.Unavailable.class, outcome);
        assertEquals(0, replaced);
    }

    @Test
    void nothingOfAnErasedContactIsSent() throws Exception {
        assertInstanceOf(
                Outcome.GiveUp.class, handle(event(null), CompletableFuture.failedFuture(new AssertionError())));
    }

    @Test
    void aProducerThatCanNotBeMadeOrIsClosedIsAnOutage() throws Exception {
        var producer =
                new RelayProducer(Map.of("bootstrap.servers", "no-such-host.invalid:9092"), Duration.ofSeconds(30));
        var handler = new RelayHandler("lake", "events", producer, Traces.OFF);
        assertInstanceOf(Outcome.Unavailable.class, handler.handle(EVENT, Delivery.FIRST));
        handler.stop();
        assertInstanceOf(Outcome.Unavailable.class, handler.handle(EVENT, Delivery.FIRST));
    }
}
