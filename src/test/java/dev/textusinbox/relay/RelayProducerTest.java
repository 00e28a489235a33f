package dev.textusinbox.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class RelayProducerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static RelayProducer madeBy(Supplier<Producer<byte[], byte[]>> maker, Duration patience) {
        return new RelayProducer(Map.of(), patience) {
            @Override
            Producer<byte[], byte[]> make() {
                return maker.get();
            }
        };
    }

    @Test
    void oneThatFailedForManySendsAtOnceIsReplacedOnce() throws Exception {
        RelayProducer producer = madeBy(MockProducer::new, LONG);
        var failed = (MockProducer<byte[], byte[]>) producer.current();
        producer.replace(failed);
        assertTrue(failed.closed());
        var next = (MockProducer<byte[], byte[]>) producer.current();
        assertNotSame(failed, next);

        producer.replace(failed);
        assertFalse(next.closed(), "what has come since goes on");
        assertSame(next, producer.current());
    }

    @Test
    void oneThatIsLongInTheMakingIsWaitedForAsLongAsACallHasTime() throws Exception {
        var maker = new CountDownLatch(1);
        RelayProducer producer = madeBy(
                () -> {
                    awaitUninterrupted(maker);
                    return new MockProducer<>();
                },
                Duration.ofMillis(1));

        assertEquals(
                "not ready yet",
                assertThrows(KafkaException.class, producer::current).getMessage());
        maker.countDown();
        await().ignoreExceptions().until(() -> producer.current() != null);

        assertSame(producer.current(), producer.current());
    }

    @Test
    void oneThatCouldNotBeMadeIsMadeAnew() throws Exception {
        var tries = new int[1];
        RelayProducer producer = madeBy(
                () -> {
                    if (tries[0]++ == 0) {
                        throw new KafkaException("no such host");
                    }
                    return new MockProducer<>();
                },
                LONG);

        assertEquals(
                "no such host",
                assertThrows(KafkaException.class, producer::current).getMessage());
        assertInstanceOf(MockProducer.class, producer.current());
    }

    @Test
    void oneThatComesAfterTheEndIsClosed() throws Exception {
        var maker = new CountDownLatch(1);
        var late = new MockProducer<byte[], byte[]>();
        RelayProducer producer = madeBy(
                () -> {
                    awaitUninterrupted(maker);
                    return late;
                },
                Duration.ofMillis(1));
        assertThrows(KafkaException.class, producer::current);

        producer.close(LONG);
        maker.countDown();

        await().until(late::closed);
        assertEquals(
                "closed", assertThrows(KafkaException.class, producer::current).getMessage());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
