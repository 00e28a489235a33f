package dev.textusinbox.relay;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A relay's producer: made when the first event comes, so that the program starts whatever Kafka does, and made anew when it
 * has failed for good.
 */
class RelayProducer {
    private final Map<String, Object> properties;
    private Producer<byte[], byte[]> producer;
    private boolean closed;

    RelayProducer(Map<String, Object> properties) {
        this.properties = properties;
    }

    /** @throws KafkaException if it can't be made, as when no server's name is known, or is closed */
    synchronized Producer<byte[], byte[]> current() {
        if (closed) {
            throw new KafkaException("closed");
        }
        if (producer == null) {
            producer = make();
        }
        return producer;
    }

    Producer<byte[], byte[]> make() {
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * The next event gets another one; what is under way in this one fails, and comes again. Nothing where that was done
     * already: many sends fail at once, and the later of them must not end the one that has come since.
     */
    synchronized void replace(Producer<byte[], byte[]> failed) {
        if (producer == failed) {
            producer = null;
            failed.close(Duration.ZERO);
        }
    }

    /** What is unsent by then fails. */
    void close(Duration patience) {
        Producer<byte[], byte[]> last;
        synchronized (this) {
            closed = true;
            last = producer;
            producer = null;
        }
        if (last != null) {
            last.close(patience);
        }
    }
}
