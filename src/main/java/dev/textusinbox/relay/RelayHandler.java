package dev.textusinbox.relay;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import dev.textusinbox.trace.Outgoing;
import dev.textusinbox.trace.Traces;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

/**
 * Sends each event to a Kafka topic. A contact's next event is sent when the one before it is acknowledged: so its order does
 * not hang on what Kafka's client does about records that it gives up. What is sent side by side shares requests.
 */
final class RelayHandler implements EventHandler {
    private static final Logger LOG = Logger.getLogger(RelayHandler.class);
    private static final Duration LAST_SENDS = Duration.ofSeconds(2);

    private final String name;
    private final String topic;
    private final RelayProducer producer;
    private final Traces traces;

    RelayHandler(String name, String topic, RelayProducer producer, Traces traces) {
        this.name = name;
        this.topic = topic;
        this.producer = producer;
        this.traces = traces;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> types() {
        return Set.of();
    }

    @Override
    public String kind() {
        return "relay";
    }

    @Override
    public String target() {
        return topic;
    }

    @Override
    public boolean reportsOutages() {
        return true;
    }

    @Override
    public Outcome handle(Event event, Delivery delivery) {
        if (event.body() == null) {
            return Outcome.giveUp("the event has been erased");
        }
        Producer<byte[], byte[]> current = null;
        try (Outgoing send = traces.sending(topic)) {
            current = producer.current();
            var record = RelayRecord.of(topic, event, delivery);
            send.headers((header, value) -> RelayRecord.header(record, header, value));
            current.send(record).get();
            send.taken();
            return Outcome.done();
        } catch (InterruptedException | InterruptException e) {
            // At the call's time limit or the program's end: either way no fault of the event's.
            Thread.currentThread().interrupt();
            return Outcome.unavailable("Kafka has not answered in time");
        } catch (ExecutionException e) {
            return outcome(e.getCause(), current);
        } catch (KafkaException | IllegalStateException e) {
            return outcome(e, current);
        }
    }

    /** An error's name and not its text: that may quote settings. */
    private Outcome outcome(Throwable e, Producer<byte[], byte[]> sender) {
        LOG.debugf(e, "relay %s", name);
        String error = e.getClass().getSimpleName();
        if (e instanceof RecordTooLargeException || e instanceof InvalidRecordException) {
            return Outcome.giveUp("Kafka refuses the record: " + error);
        }
        if (sender != null && isFinal(e)) {
            producer.replace(sender);
        }
        return Outcome.unavailable("Kafka does not take events: " + error);
    }

    /** Not what passes by itself, nor what a record is told of that shared its request with a refused one. */
    private static boolean isFinal(Throwable e) {
        boolean told = e.getClass() == KafkaException.class && e.getCause() == null;
        return !(e instanceof RetriableException) && !told;
    }

    @Override
    public void stop() {
        producer.close(LAST_SENDS);
    }
}
