package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failure stays where it is: that of one contact with this contact, that of one handler with this handler. */
class NeighboursIT {
    private static final Logger LOG = Logger.getLogger(NeighboursIT.class);
    private static final int CONTACTS = 1_000;
    private static final int EVENTS = Integer.getInteger("blackbox.events", 4_000);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, RecordingSink> sinks = new LinkedHashMap<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private InboxProcess program;
    private InboxClient inbox;
    private List<JsonNode> stored;

    @BeforeEach
    void storeForPausedHandlers() throws Exception {
        var settings = new LinkedHashMap<String, String>();
        for (String handler : List.of("warm", "sound", "choosy", "hanging")) {
            RecordingSink sink = RecordingSink.open();
            sinks.put(handler, sink);
            settings.put("inbox.forwards." + handler + ".url", sink.url());
        }
        settings.put("inbox.handlers.hanging.timeout", "10m");
        program = InboxProcess.with(settings).start();
        inbox = program.client();
        for (String handler : sinks.keySet()) {
            inbox.call("POST", "/admin/handlers/" + handler + "/pause", Keys.OPERATOR);
        }
        try (var senders =
                new Senders(inbox, 16, Deliveries.some(EVENTS, CONTACTS).iterator())) {
            senders.awaitAll();
        }
        stored = inbox.history();
    }

    @AfterEach
    void stop() {
        released.countDown();
        program.close();
        sinks.values().forEach(RecordingSink::close);
    }

    @Test
    void neitherAFailingContactNorAHangingHandlerHoldsUpAnybodyElse() throws Exception {
        String failing = stored.stream()
                .map(event -> event.get("contact").asText())
                .filter(contact -> contact.startsWith("+"))
                .findFirst()
                .orElseThrow();
        long others = stored.stream()
                .filter(event -> !failing.equals(event.get("contact").asText()))
                .count();
        sinks.get("choosy").answer(forward -> failing.equals(forward.header("inbox-contact")) ? 500 : 200);
        sinks.get("hanging").answer(forward -> hang());

        drain("warm", stored.size());
        long without = drain("sound", stored.size());
        resume("hanging");
        await("it hangs").atMost(PATIENCE).until(() -> hanging.get() > 0);
        long with = drain("choosy", others);

        LOG.infof(
                "%d events of %d contacts: %d ms where all is well, %d ms where one contact fails and another handler hangs",
                stored.size(), CONTACTS, without, with);
        assertTrue(sinks.get("choosy").delivered(failing).isEmpty());
        assertEquals(0, inbox.ledgerOf("hanging").get("handled").asLong(), "it hung all the while");
        Accounts.assertInOrder(sinks.get("choosy"));
    }

    private int hang() {
        hanging.incrementAndGet();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 500;
    }

    /** How many milliseconds the handler takes to deliver so many. */
    private long drain(String handler, long events) throws Exception {
        long start = System.nanoTime();
        resume(handler);
        await(handler + " has delivered what it can")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sinks.get(handler).count() >= events);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        await("and all of it")
                .atMost(PATIENCE)
                .until(() -> sinks.get(handler).firstDeliveries().size() == events);
        return took;
    }

    private void resume(String handler) throws Exception {
        inbox.call("POST", "/admin/handlers/" + handler + "/resume", Keys.OPERATOR);
    }
}
