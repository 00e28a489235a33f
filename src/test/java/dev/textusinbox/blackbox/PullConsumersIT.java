package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Clients of one pull consumer on two instances, one of which is killed: nothing is lost, doubled or out of order. */
class PullConsumersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONTACTS = 40;
    private static final int EVENTS = 400;
    private static final int CLIENTS = 4;
    private static final String API = "/api/consumers/billing/";

    /** By contact, in their order; two of the same event are two notes. */
    private final Map<String, List<Note>> notes = new ConcurrentHashMap<>();

    private static final class Note {
        final long event;
        /** Nobody knows whether its acknowledgement arrived: it may come again. */
        volatile boolean isInDoubt;

        Note(JsonNode item) {
            this.event = item.get("id").asLong();
        }
    }

    @Test
    void nothingIsLostDoubledOrOutOfOrderWhereClientsAndInstancesDie() throws Exception {
        try (var database = PostgresServer.create();
                var one = InboxProcess.with(database.settings()).start();
                var other = InboxProcess.with(database.settings()).start()) {
            make(one.client());
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            var half = new CountDownLatch(EVENTS / 2);
            var stop = new CountDownLatch(1);
            List<Future<Integer>> ends = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int seed = i;
                ends.add(clients.submit(() -> consume(new Random(seed), List.of(one, other), half, stop)));
            }
            Set<Long> stored = new TreeSet<>();
            for (int i = 0; i < EVENTS; i++) {
                var answer = other.client().post(Deliveries.message(contact(i % CONTACTS), "x"));
                assertEquals(202, answer.statusCode());
                stored.add(InboxClient.parse(answer.body()).get("eventId").asLong());
            }
            half.await();
            one.kill9();
            one.start();
            await("all are acknowledged")
                    .atMost(PATIENCE)
                    .until(
                            () -> other.client()
                                    .ledgerOf("billing")
                                    .get("handled")
                                    .asInt(),
                            Integer.valueOf(EVENTS)::equals);
            stop.countDown();
            int abandoned = 0;
            for (Future<Integer> end : ends) {
                abandoned += end.get();
            }
            clients.shutdown();
            assertTrue(abandoned > 0, "some leases ended");
            Set<Long> all = new TreeSet<>();
            notes.forEach((contact, of) -> {
                List<Long> events =
                        of.stream().map(note -> note.event).distinct().toList();
                assertEquals(events.stream().sorted().toList(), events, "those of " + contact + " in their order");
                List<Long> certain = of.stream()
                        .filter(note -> !note.isInDoubt)
                        .map(note -> note.event)
                        .toList();
                assertEquals(
                        certain.stream().distinct().sorted().toList(), certain, "those of " + contact + " once each");
                all.addAll(events);
            });
            assertEquals(stored, all);
            Accounts.assertAddsUp(other.client().ledgerOf("billing"));
        }
    }

    @Test
    void whoWaitsIsAnsweredBeforeTheProgramEnds() throws Exception {
        try (var program = InboxProcess.with(Map.of()).start()) {
            make(program.client());
            ExecutorService client = Executors.newSingleThreadExecutor();
            Future<JsonNode> waiting = client.submit(() -> post(program, "receive", "{\"waitSeconds\":30}"));
            await("it waits")
                    .until(() -> program.client().get("/q/metrics").body().contains("inbox_consumers_waiting 1.0"));
            assertEquals(0, program.stop(), program::lastLines);
            assertEquals(0, waiting.get().get("items").size());
            client.shutdown();
        }
    }

    private static void make(InboxClient inbox) throws Exception {
        var made = inbox.put("/admin/consumers/billing", "{\"reason\":\"the test\"}");
        assertEquals(201, made.statusCode(), made.body());
    }

    /** Receives and acknowledges on either instance; now and then it forgets what it has. How often it did. */
    private int consume(Random random, List<InboxProcess> instances, CountDownLatch half, CountDownLatch stop)
            throws Exception {
        int abandoned = 0;
        while (stop.getCount() > 0) {
            try {
                JsonNode items = post(
                                instances.get(random.nextInt(instances.size())),
                                "receive",
                                "{\"max\":10,\"waitSeconds\":1,\"leaseSeconds\":5}")
                        .get("items");
                if (items.isEmpty()) {
                    continue;
                }
                if (random.nextInt(15) == 0) {
                    abandoned++;
                    continue;
                }
                acknowledge(instances.get(random.nextInt(instances.size())), items, half);
            } catch (IOException e) {
                // The instance was killed meanwhile: what it handed out comes again.
            }
        }
        return abandoned;
    }

    private void acknowledge(InboxProcess inbox, JsonNode items, CountDownLatch half) throws Exception {
        Map<String, JsonNode> byReceipt = new TreeMap<>();
        items.forEach(item -> byReceipt.put(item.get("receipt").asText(), item));
        String receipts =
                byReceipt.keySet().stream().map(each -> '"' + each + '"').collect(Collectors.joining(","));
        // Noted before: as soon as it is acknowledged somebody else may have the contact's next one.
        Map<String, Note> mine = new TreeMap<>();
        items.forEach(item -> {
            var note = new Note(item);
            mine.put(item.get("receipt").asText(), note);
            of(item).add(note);
        });
        JsonNode answer;
        try {
            answer = post(inbox, "ack", "{\"receipts\":[" + receipts + "]}");
        } catch (IOException e) {
            mine.values().forEach(note -> note.isInDoubt = true);
            throw e;
        }
        answer.get("unknown")
                .forEach(receipt -> of(byReceipt.get(receipt.asText())).remove(mine.get(receipt.asText())));
        for (int i = 0; i < answer.get("acked").asInt(); i++) {
            half.countDown();
        }
    }

    private List<Note> of(JsonNode item) {
        return notes.computeIfAbsent(item.get("contact").asText(), contact -> new CopyOnWriteArrayList<>());
    }

    private static JsonNode post(InboxProcess inbox, String call, String body) throws Exception {
        var answer = inbox.client().send("POST", API + call, body);
        if (answer.statusCode() != 200) {
            throw new IOException(call + ": " + answer.statusCode() + " " + answer.body());
        }
        return InboxClient.parse(answer.body());
    }

    private static String contact(int number) {
        return "+1303555" + (2000 + number);
    }
}
