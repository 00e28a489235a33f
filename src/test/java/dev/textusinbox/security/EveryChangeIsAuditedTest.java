package dev.textusinbox.security;

import static dev.textusinbox.scripted.ScriptedInbox.newPhone;
import static dev.textusinbox.scripted.ScriptedInbox.newSource;
import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.provider.WatchedProfile;
import dev.textusinbox.scripted.ScriptedInbox;
import dev.textusinbox.simulator.SimulatedIntegrations;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Each operation that OpenAPI knows under {@code /admin} and that is no GET leaves an entry in the audit log. */
@QuarkusTest
@TestProfile(WatchedProfile.class)
class EveryChangeIsAuditedTest {
    @Inject
    ScriptedInbox inbox;

    @ConfigProperty(name = "inbox.sources.watched.provider.base-url")
    URI provider;

    @ConfigProperty(name = "inbox.sources.watched.provider.account")
    String account;

    @ConfigProperty(name = "inbox.sources.watched.provider.token")
    String token;

    private final String handler = "zz-gone-" + UUID.randomUUID();
    private final String source = newSource();
    /** One example of each, in an order in which each can be done; given why, it does it. */
    private final Map<String, Function<String, Response>> examples = new LinkedHashMap<>();

    @Test
    void whoeverChangesSomethingIsNamedWithTheReason() {
        replays();
        handlers();
        consumers();
        quarantine();
        sourcesAndContacts();
        logLevels();
        integrations();
        assertEquals(operations(), new TreeSet<>(examples.keySet()), "an example for each operation there is");
        try (var simulated = SimulatedIntegrations.open(provider.getPort(), account, token)) {
            assertEquals(provider.getPort(), simulated.url().getPort());
            examples.forEach(EveryChangeIsAuditedTest::assertAudited);
        }
    }

    private void handlers() {
        long event = inbox.store(source, newPhone());
        inbox.numbers("SELECT 1 FROM (SELECT register_handler(?, 'bean', '{}', false, 16)) r", handler);
        examples.put(
                "POST /admin/handlers/{name}/resume", why -> because(why).post("/admin/handlers/scripted-a/resume"));
        examples.put(
                "POST /admin/redeliveries/{id}/discard",
                why -> because(why).post("/admin/redeliveries/" + dead(event) + "/discard"));
        examples.put(
                "POST /admin/redeliveries/{id}/retry",
                why -> because(why).post("/admin/redeliveries/" + dead(inbox.store(source, newPhone())) + "/retry"));
        examples.put("POST /admin/redeliveries/retry", why -> {
            dead(inbox.store(source, newPhone()));
            return because(why, Map.of("handler", handler, "state", "dead")).post("/admin/redeliveries/retry");
        });
        examples.put("POST /admin/redeliveries/discard", why -> {
            dead(inbox.store(source, newPhone()));
            return because(why, Map.of("handler", handler, "state", "dead")).post("/admin/redeliveries/discard");
        });
        examples.put("POST /admin/bulk/{id}/cancel", why -> because(why).post("/admin/bulk/" + running() + "/cancel"));
        examples.put(
                "DELETE /admin/handlers/{name}",
                why -> operator().queryParam("reason", why).delete("/admin/handlers/" + handler));
    }

    private void consumers() {
        String path = "/admin/consumers/{name}";
        examples.put("PUT " + path, why -> because(why).put(path, "audited"));
        examples.put(
                "DELETE " + path, why -> operator().queryParam("reason", why).delete(path, "audited"));
    }

    /** An order that nobody works off: no version knows what it is for. */
    private long running() {
        return inbox.numbers("""
                INSERT INTO bulk (action, wanted, reason, created_by, until_id)
                VALUES ('of tomorrow', '{}', 'to be cancelled', 'somebody', 0) RETURNING id""").get(0);
    }

    private long dead(long event) {
        return inbox.numbers("""
                INSERT INTO redelivery (handler, event_id, lane, key, state, attempts, settled_at)
                VALUES (?, ?, 0, 'k', 'dead', 1, now()) RETURNING id""", handler, event).get(0);
    }

    private void quarantine() {
        String closed = "/admin/quarantine/" + inbox.quarantine(source, "no JSON");
        examples.put("POST /admin/quarantine/{id}/discard", why -> because(why).post(closed + "/discard"));
        // As if a version that could not read it had kept it.
        long readable =
                inbox.numbers("""
                INSERT INTO quarantine (received_at, source, reason, digest, body)
                VALUES (now(), ?, 'no-type', '\\x00', convert_to(?, 'UTF8')) RETURNING id""", source, ScriptedInbox.body(newPhone())).get(0);
        examples.put(
                "POST /admin/quarantine/{id}/retry",
                why -> because(why).post("/admin/quarantine/" + readable + "/retry"));
    }

    private void replays() {
        // Of a paused handler, and slow: it must not be over before it can be cancelled.
        examples.put("POST /admin/handlers/{name}/pause", why -> because(why).post("/admin/handlers/scripted-a/pause"));
        for (int i = 0; i < 5; i++) {
            inbox.store(source, newPhone());
        }
        String[] replay = new String[1];
        examples.put("POST /admin/replays", why -> {
            var request =
                    Map.of("handlers", Set.of("scripted-a"), "filter", Map.of("source", source), "ratePerSecond", 1);
            Response created = because(why, request).post("/admin/replays");
            replay[0] = created.jsonPath().getString("id");
            return created;
        });
        examples.put(
                "POST /admin/replays/{id}/cancel", why -> because(why).post("/admin/replays/" + replay[0] + "/cancel"));
    }

    private void sourcesAndContacts() {
        examples.put(
                "PUT /admin/sources/{source}/mode",
                why -> because(why, Map.of("mode", "park")).put("/admin/sources/watched/mode"));
        String contact = newPhone();
        inbox.store(source, contact);
        examples.put(
                "POST /admin/contacts/{phone}/erase",
                why -> because(why).post("/admin/contacts/" + contact + "/erase"));
        examples.put(
                "POST /admin/contacts/erase",
                why -> because(why, Map.of("phones", Set.of(newPhone()))).post("/admin/contacts/erase"));
    }

    private void logLevels() {
        String path = "/admin/log-levels/{category}";
        examples.put(
                "PUT " + path, why -> because(why, Map.of("level", "DEBUG")).put(path, "dev.example.audited"));
        examples.put(
                "DELETE " + path, why -> operator().queryParam("reason", why).delete(path, "dev.example.audited"));
    }

    private void integrations() {
        String path = "/admin/integrations/{source}";
        examples.put("PUT " + path, why -> because(why).put(path, "watched"));
        examples.put(
                "POST " + path + "/rotate-secret",
                why -> because(why, Map.of("position", 1)).post(path + "/rotate-secret", "watched"));
        examples.put(
                "DELETE " + path, why -> operator().queryParam("reason", why).delete(path, "watched"));
    }

    private static void assertAudited(String operation, Function<String, Response> example) {
        String why = "to see the audit log: " + UUID.randomUUID();
        Response answer = example.apply(why);
        assertTrue(answer.statusCode() < 300, () -> operation + ": " + answer.statusCode() + answer.asString());
        Map<String, String> entry =
                operator().get("/admin/audit").jsonPath().getMap("items.find { it.reason == '" + why + "' }");
        assertTrue(entry != null && !entry.get("action").isEmpty(), () -> operation + " is not in the audit log");
        assertEquals("test-operator", entry.get("actor"), operation);
    }

    private static Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        Map<String, Map<String, Object>> paths = operator()
                .queryParam("format", "json")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(method -> path.startsWith("/admin/") && !method.equals("get"))
                .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + ' ' + path)));
        return operations;
    }

    private static RequestSpecification because(String why) {
        return because(why, Map.of());
    }

    private static RequestSpecification because(String why, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("reason", why);
        return operator().contentType(ContentType.JSON).body(body);
    }
}
