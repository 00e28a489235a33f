package dev.textusinbox.relay;

import dev.textusinbox.platform.failure.OutOfMemory;
import dev.textusinbox.platform.process.Workers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A relay's producer: made when the first event comes, so that the program starts whatever Kafka does, and made anew when it
 * has failed for good. It is made on a thread of its own: a cold start, or a name server that does not answer, is no event's
 * failure.
 */
class RelayProducer {
    private final Map<String, Object> properties;
    private final Duration patience;
    private final Executor maker = Workers.cached("relay-producer");
    private CompletableFuture<Producer<byte[], byte[]>> made;
    private boolean closed;

    /** @param patience for so long a caller waits for a producer that is being made */
    RelayProducer(Map<String, Object> properties, Duration patience) {
        this.properties = properties;
        this.patience = patience;
    }

    /**
     * The one that there is; a new one where there is none.
     *
     * @throws KafkaException if it can't be made, as when no server's name is known; or not yet, or not any more
     */
    Producer<byte[], byte[]> current() throws InterruptedException {
        try {
            return wanted().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new KafkaException("not ready yet");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }

    private synchronized CompletableFuture<Producer<byte[], byte[]>> wanted() {
        if (closed) {
            throw new KafkaException("closed");
        }
        if (made == null || made.isCompletedExceptionally()) {
            var begun = new CompletableFuture<Producer<byte[], byte[]>>();
            made = begun;
            maker.execute(() -> make(begun));
        }
        return made;
    }

    private void make(CompletableFuture<Producer<byte[], byte[]>> begun) {
        try {
            begun.complete(make());
        } catch (RuntimeException | Error e) {
            OutOfMemory.endIfCauseOf(e);
            begun.completeExceptionally(e);
        }
    }

    Producer<byte[], byte[]> make() {
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * The next event gets another one; what is under way in this one fails, and comes again. Nothing where that was done
     * already: many sends fail at once, and the later of them must not end the one that has come since.
     */
    synchronized void replace(Producer<byte[], byte[]> failed) {
        if (ready() == failed) {
            made = null;
            failed.close(Duration.ZERO);
        }
    }

    private Producer<byte[], byte[]> ready() {
        try {
            return made == null ? null : made.getNow(null);
        } catch (CompletionException e) {
            return null;
        }
    }

    /** What is unsent by then fails. */
    void close(Duration patience) {
        CompletableFuture<Producer<byte[], byte[]>> last;
        synchronized (this) {
            closed = true;
            last = made;
            made = null;
        }
        if (last != null) {
            // One that is still being made has nothing unsent, and nobody waits for it.
            Duration time = last.isDone() ? patience : Duration.ZERO;
            var unused = last.thenAccept(producer -> producer.close(time));
        }
    }
}
