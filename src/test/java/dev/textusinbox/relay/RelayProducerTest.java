package dev.textusinbox.relay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

class RelayProducerTest {
    private final RelayProducer producer = new RelayProducer(Map.of()) {
        @Override
        Producer<byte[], byte[]> make() {
            return new MockProducer<>();
        }
    };

    @Test
    void oneThatFailedForManySendsAtOnceIsReplacedOnce() {
        var failed = (MockProducer<byte[], byte[]>) producer.current();
        producer.replace(failed);
        assertTrue(failed.closed());
        var next = (MockProducer<byte[], byte[]>) producer.current();
        assertNotSame(failed, next);

        producer.replace(failed);
        assertFalse(next.closed(), "what has come since goes on");
        assertSame(next, producer.current());
    }
}
