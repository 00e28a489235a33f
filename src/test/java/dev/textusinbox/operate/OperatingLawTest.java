package dev.textusinbox.operate;

import static dev.textusinbox.scripted.ScriptedInbox.ledger;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.handler.Outcome;
import dev.textusinbox.scripted.ScriptedHandler;
import dev.textusinbox.scripted.ScriptedHandler.Call;
import dev.textusinbox.scripted.ScriptedHandlers;
import dev.textusinbox.scripted.ScriptedInbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever operators do while events come in and handlers fail, the ledger adds up and nothing is left out. */
@QuarkusTest
class OperatingLawTest {
    private static final int STEPS = 300;
    private static final int CONTACTS = 5;

    @Inject
    ScriptedInbox inbox;

    @Inject
    ScriptedHandlers handlers;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final String source = newSource();
    private final List<String> contacts =
            Stream.generate(ScriptedInbox::newPhone).limit(CONTACTS).toList();
    private final Map<String, List<Long>> stored = new HashMap<>();

    @Test
    void nothingIsLostWhateverIsDone() {
        contacts.forEach(contact -> stored.put(contact, new ArrayList<>()));
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0 -> one().answer(contact(), Outcome.giveUp("told so"));
                case 1 -> one().answer(contact(), Outcome.retry("not now"));
                case 2, 3 -> one().answer(contact(), Outcome.done());
                case 4 -> replay();
                case 5 -> cancel();
                case 6 -> retryOne();
                case 7 -> retryAll(random.nextBoolean() ? "dead" : "retrying");
                default -> store();
            }
            if (step % 20 == 0) {
                ledger("scripted-a");
            }
        }
        heal();
        for (ScriptedHandler handler : List.of(handlers.a, handlers.b)) {
            Map<String, Object> line = ledger(handler.name());
            assertEquals(0, line.get("pending"), "seed " + seed);
            contacts.forEach(contact -> requireAllInOrder(handler, contact));
        }
        assertEquals(List.of(0L), inbox.numbers("""
                        SELECT count(*) FROM replay
                         WHERE state = 'completed' AND succeeded + dead <> fed AND filter ->> 'source' = ?""", source), "seed " + seed);
    }

    /** First deliveries come in the order of the log, and each event at least once. */
    private void requireAllInOrder(ScriptedHandler handler, String contact) {
        List<Long> first = handler.calls(contact).stream()
                .filter(call -> call.replay().isEmpty())
                .map(Call::eventId)
                .distinct()
                .toList();
        assertEquals(stored.get(contact), first, handler.name() + ", seed " + seed);
    }

    private void heal() {
        for (String contact : contacts) {
            handlers.a.answer(contact, Outcome.done());
            handlers.b.answer(contact, Outcome.done());
        }
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    retryAll("dead");
                    return unfinished() == 0 && running().isEmpty();
                });
        ScriptedInbox.awaitQuiet();
        assertEquals(List.of(), running());
    }

    private long unfinished() {
        return inbox.numbers("""
                SELECT count(*) FROM redelivery r JOIN event e ON e.id = r.event_id
                 WHERE e.source = ? AND r.handler LIKE 'scripted-%'""", source).get(0);
    }

    private void store() {
        String contact = contact();
        stored.get(contact).add(inbox.store(source, contact));
    }

    private void replay() {
        Map<String, Object> filter = new HashMap<>(Map.of("source", source));
        if (random.nextBoolean()) {
            filter.put("contact", contact());
        }
        if (random.nextInt(3) == 0) {
            filter.put("states", List.of("dead", "done"));
        }
        operator(Map.of(
                        "reason",
                        "a law",
                        "handlers",
                        List.of("scripted-a", "scripted-b").subList(random.nextInt(2), 2),
                        "filter",
                        filter,
                        "ratePerSecond",
                        50 + random.nextInt(2000)))
                .post("/admin/replays")
                .then()
                .statusCode(201);
    }

    private void cancel() {
        running().stream()
                .findFirst()
                .ifPresent(id -> assertTrue(
                        List.of(200, 409)
                                .contains(operator()
                                        .post("/admin/replays/" + id + "/cancel")
                                        .statusCode()),
                        "seed " + seed));
    }

    private static List<String> running() {
        return operator()
                .get("/admin/replays?limit=1000")
                .jsonPath()
                .getList("items.findAll { it.state == 'running' }.id");
    }

    private void retryOne() {
        List<String> ids = operator()
                .queryParam("contact", contact())
                .get("/admin/redeliveries")
                .jsonPath()
                .getList("items.id");
        if (!ids.isEmpty()) {
            int status = operator()
                    .post("/admin/redeliveries/" + ids.get(random.nextInt(ids.size())) + "/retry")
                    .statusCode();
            assertTrue(List.of(200, 404, 409).contains(status), status + ", seed " + seed);
        }
    }

    private void retryAll(String state) {
        operator(Map.of("handler", one().name(), "state", state, "reason", "a law"))
                .post("/admin/redeliveries/retry")
                .then()
                .statusCode(202);
    }

    private ScriptedHandler one() {
        return random.nextBoolean() ? handlers.a : handlers.b;
    }

    private String contact() {
        return contacts.get(random.nextInt(CONTACTS));
    }
}
