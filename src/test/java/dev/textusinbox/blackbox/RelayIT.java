package dev.textusinbox.blackbox;

import static dev.textusinbox.blackbox.KafkaBroker.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.Senders.Answer;
import dev.textusinbox.simulator.SimulatedDelivery;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Events on their way to Kafka, whatever is killed meanwhile. A few here; by hand
 * {@code -Dblackbox.events=100000 -Dblackbox.contacts=1000}.
 */
class RelayIT {
    private static final Logger LOG = Logger.getLogger(RelayIT.class);
    private static final int EVENTS = Integer.getInteger("blackbox.events", 1_200);
    private static final int CONTACTS = Integer.getInteger("blackbox.contacts", 100);
    private static final int CONNECTIONS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TOPIC = "textus-events";
    private static final String KAFKA_PASSWORD = "hunter2-of-kafka";

    private static Map<String, String> relayTo(KafkaBroker broker) {
        // One attempt: were an outage one, its events would be dead.
        return Map.of(
                "inbox.relays.lake.topic",
                TOPIC,
                "inbox.relays.lake.bootstrap-servers",
                broker.servers(),
                "inbox.handlers.lake.max-attempts",
                "1");
    }

    @Test
    void eachEventIsARecordWithItsContactAsKeyAndItsBodyAsValue() throws Exception {
        try (var broker = KafkaBroker.create().start().topic(TOPIC, Map.of("max.message.bytes", "20000"));
                var program = InboxProcess.with(relayTo(broker)).start()) {
            InboxClient inbox = program.client();
            Map<String, Answer> sent = new HashMap<>();
            for (Answer answer : send(program, Deliveries.some(200, 20))) {
                sent.put(answer.eventId(), answer);
            }
            String contact = "+13035550195";
            String tooLarge = Deliveries.message(contact, "x".repeat(30_000));
            String refused = InboxClient.parse(inbox.post(tooLarge).body())
                    .get("eventId")
                    .asText();
            String next = Deliveries.message(contact, "hello");
            String after =
                    InboxClient.parse(inbox.post(next).body()).get("eventId").asText();
            awaitHandled(inbox, sent.size() + 1);

            Set<String> found = new HashSet<>();
            for (var record : broker.records(TOPIC)) {
                String id = header(record, "Inbox-Event-Id");
                assertTrue(found.add(id), "each once");
                assertEquals("1", header(record, "Inbox-Attempt"));
                assertEquals("application/json", header(record, "Content-Type"));
                String key = new String(record.key(), UTF_8);
                String phone = header(record, "Inbox-Contact");
                if (id.equals(after)) {
                    assertEquals(contact, phone);
                    assertEquals(next, new String(record.value(), UTF_8));
                } else {
                    assertArrayEquals(sent.get(id).delivery().body(), record.value());
                    assertEquals(sent.get(id).delivery().type(), header(record, "Inbox-Event-Type"));
                }
                assertTrue(phone == null || phone.equals(key), "the key is the contact");
            }
            sent.put(after, null);
            assertEquals(sent.keySet(), found);
            assertEquals("dead", inbox.handled(refused, "lake").get("state").asText(), "and it alone");
            assertTrue(inbox.handled(refused, "lake").get("lastError").asText().contains("RecordTooLarge"));
        }
    }

    @Test
    void aBrokerThatIsAwayHoldsNothingUpAndMakesNothingDead() throws Exception {
        try (var broker = KafkaBroker.create()) {
            var settings = new HashMap<>(relayTo(broker));
            settings.put("inbox.handlers.lake.timeout", "2s");
            settings.put(
                    "inbox.relays.lake.properties.\"sasl.jaas.config\"",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"inbox\" password=\""
                            + KAFKA_PASSWORD + "\";");
            try (var program = InboxProcess.with(settings).start()) {
                InboxClient inbox = program.client();
                send(program, Deliveries.some(300, 30));
                await("it is said once that the relay waits")
                        .atMost(PATIENCE)
                        .until(() -> program.output().contains("Handler lake waits"));
                send(program, Deliveries.some(300, 30));
                assertEquals(200, inbox.get("/q/health/ready").statusCode(), "ready does not depend on Kafka");
                await("no other handler waits")
                        .atMost(PATIENCE)
                        .until(() -> inbox.ledgerOf("consent").get("pending").asLong() == 0);
                JsonNode line = inbox.ledgerOf("lake");
                Accounts.assertAddsUp(line);
                assertEquals(600, line.get("pending").asLong(), () -> "all wait in the log: " + line);

                long start = System.nanoTime();
                assertEquals(0, program.stop(), program::lastLines);
                LOG.infof("exit with Kafka away in %d ms", (System.nanoTime() - start) / 1_000_000);
                program.start();
                broker.start().topic(TOPIC, Map.of());
                awaitHandled(program.client(), 600);
                await("and that it goes on")
                        .atMost(PATIENCE)
                        .until(() -> program.output().contains("Handler lake goes on"));
                assertFalse(program.output().contains("ProducerConfig"), "Kafka's client prints no settings");
                assertFalse(program.output().contains(KAFKA_PASSWORD));
                assertEquals(600, inOrder(broker.records(TOPIC)).size());
            }
        }
    }

    @Test
    void nothingIsLostNorOutOfOrderWhenTheBrokerAndTheProgramAreKilled() throws Exception {
        try (var broker = KafkaBroker.create().start().topic(TOPIC, Map.of());
                var database = PostgresServer.create()) {
            var settings = new HashMap<>(relayTo(broker));
            settings.putAll(database.settings());
            try (var program = InboxProcess.with(settings).start()) {
                List<SimulatedDelivery> deliveries = Deliveries.some(EVENTS, CONTACTS);
                int third = EVENTS / 3;

                try (var senders = new Senders(
                        program.client(),
                        CONNECTIONS,
                        deliveries.subList(0, third).iterator())) {
                    awaitHandled(program.client(), third / 4);
                    broker.kill9();
                    senders.awaitAll();
                }
                send(program, deliveries.subList(third, 2 * third));
                JsonNode away = program.client().ledgerOf("lake");
                LOG.infof("with the broker away: %s", away);
                program.kill9();
                program.start();
                broker.start();
                awaitHandled(program.client(), away.get("handled").asLong() + third / 4);
                program.kill9();
                program.start();
                try (var senders = new Senders(
                        program.client(),
                        CONNECTIONS,
                        deliveries.subList(2 * third, EVENTS).iterator())) {
                    awaitHandled(program.client(), 2L * third);
                    broker.kill9();
                    broker.start();
                    senders.awaitAll();
                }
                Set<String> stored = new HashSet<>();
                program.client()
                        .history()
                        .forEach(each -> stored.add(each.get("id").asText()));
                awaitHandled(program.client(), stored.size());

                JsonNode line = program.client().ledgerOf("lake");
                Accounts.assertAddsUp(line);
                List<ConsumerRecord<byte[], byte[]>> records = broker.records(TOPIC);
                Set<String> came = inOrder(records);
                LOG.infof(
                        "%d events of %d contacts: %d stored, %d came, %d of them again, %s",
                        EVENTS, CONTACTS, stored.size(), came.size(), records.size() - came.size(), line);
                assertEquals(EVENTS, stored.size(), "the senders were never cut off");
                assertEquals(stored, came);
                assertEquals(0, line.get("dead").asLong(), line::toString);
            }
        }
    }

    private static List<Answer> send(InboxProcess program, List<SimulatedDelivery> deliveries) throws Exception {
        try (var senders = new Senders(program.client(), CONNECTIONS, deliveries.iterator())) {
            List<Answer> answers = senders.awaitAll();
            assertEquals(deliveries.size(), senders.acknowledged(), "all are taken");
            return answers;
        }
    }

    private static void awaitHandled(InboxClient inbox, long events) {
        await(events + " events are with Kafka")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> inbox.ledgerOf("lake").get("handled").asLong() >= events);
    }

    /** The events that came; each key's in order of id, apart from what comes again. */
    private static Set<String> inOrder(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<String> came = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        for (var record : records) {
            String id = header(record, "Inbox-Event-Id");
            if (came.add(id)) {
                String key = new String(record.key(), UTF_8);
                Long before = last.put(key, Long.parseLong(id));
                assertTrue(before == null || before < Long.parseLong(id), () -> id + " came after " + before);
            }
        }
        return came;
    }
}
