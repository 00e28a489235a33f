package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.blackbox.RecordingSink.Forward;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One event ends the process of whoever handles it, and somebody starts the process again each time. */
class PoisonIT {
    private static final Logger LOG = Logger.getLogger(PoisonIT.class);
    private static final String FORWARD = "fragile";
    private static final String POISON = "poison";
    private static final String CONTACT = "+13035550180";
    private static final int MAX_ATTEMPTS = 3;
    /** Attempts are counted before the call once a second death in a row makes the events at hand suspects. */
    private static final int UNSUSPECTED = 2;

    /** Each death costs the rest of a lease (10 s) and a start. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final AtomicInteger kills = new AtomicInteger();
    private PostgresServer database;
    private RecordingSink sink;
    private InboxProcess program;
    private InboxClient inbox;

    @BeforeEach
    void start() {
        database = PostgresServer.create();
        sink = RecordingSink.open();
        sink.answer(this::dieOfPoison);
        var settings = new HashMap<>(database.settings());
        settings.put("inbox.forwards." + FORWARD + ".url", sink.url());
        settings.put("inbox.handlers." + FORWARD + ".max-attempts", Integer.toString(MAX_ATTEMPTS));
        program = InboxProcess.with(settings).start();
        inbox = program.client();
    }

    @AfterEach
    void stop() {
        program.close();
        sink.close();
        database.close();
    }

    private int dieOfPoison(Forward forward) {
        if (!new String(forward.body(), UTF_8).contains(POISON)) {
            return 200;
        }
        synchronized (this) {
            kills.incrementAndGet();
            program.kill9();
        }
        return RecordingSink.HANG_UP;
    }

    @Test
    void anEventThatKillsWhoeverHandlesItEndsDeadAndAllElseIsDelivered() throws Exception {
        inbox.call("POST", "/admin/handlers/" + FORWARD + "/pause", Keys.OPERATOR);
        List<String> expected = new ArrayList<>();
        String before = post(CONTACT, "before");
        String poison = post(CONTACT, POISON);
        for (int i = 0; i < 5; i++) {
            expected.add(post(CONTACT, "behind"));
        }
        for (int i = 0; i < 300; i++) {
            expected.add(post("+130355502%02d".formatted(i % 100), "hello"));
        }
        expected.add(before);
        inbox.call("POST", "/admin/handlers/" + FORWARD + "/resume", Keys.OPERATOR);

        await("the event is dead")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(e -> e instanceof IOException)
                .until(() -> stateOf(poison), "dead"::equals);
        expected.add(post(CONTACT, "after"));
        await("all else is delivered")
                .atMost(Duration.ofSeconds(30))
                .until(() -> sink.firstDeliveries().stream()
                        .map(forward -> forward.header("inbox-event-id"))
                        .toList()
                        .containsAll(expected));

        JsonNode verdict = inbox.handled(poison, FORWARD);
        LOG.infof(
                "%d processes died of it: %s; %d of %d other events came again",
                kills.get(), verdict, sink.forwards().size() - kills.get() - expected.size(), expected.size());
        assertEquals(
                "an instance died in each of its 3 attempts",
                verdict.get("lastError").asText());
        assertEquals(MAX_ATTEMPTS, verdict.get("attempts").asInt());
        assertTrue(kills.get() <= MAX_ATTEMPTS + UNSUSPECTED, kills + " processes died of it");
        Accounts.assertInOrder(sink);
        assertTrue(program.isAlive(), "and nothing kills it any more");
    }

    /** As a supervisor would, starts the program again if it has died; asks it otherwise. */
    private String stateOf(String event) throws IOException, InterruptedException {
        synchronized (this) {
            if (!program.isAlive()) {
                program.launch();
            }
        }
        return inbox.handled(event, FORWARD).get("state").asText();
    }

    private String post(String contact, String text) throws IOException, InterruptedException {
        return InboxClient.parse(inbox.post(Deliveries.message(contact, text)).body())
                .get("eventId")
                .asText();
    }
}
