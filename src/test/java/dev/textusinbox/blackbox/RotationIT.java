package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.simulator.DeliveryFactory;
import dev.textusinbox.simulator.ProviderModel;
import dev.textusinbox.simulator.ProviderRules;
import dev.textusinbox.simulator.ProviderStats;
import dev.textusinbox.simulator.SimulatedIntegrations;
import dev.textusinbox.simulator.SimulatorTarget;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * A secret is changed while the provider sends without a break: accepted by every instance, set at the provider, proven by
 * an event, retired by the operator. The provider signs each attempt with what its integration has at that moment.
 */
class RotationIT {
    private static final Logger LOG = Logger.getLogger(RotationIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String OLD = "textus-the-old-secret";
    private static final String NEW = "textus-the-new-secret";
    private static final String SECRETS = "inbox.sources.textus.secrets";
    private static final String PROVIDER = "inbox.sources.textus.provider.";
    private static final String PATH = "/admin/integrations/textus";
    /** Its seconds pass in a sixtieth: what meets a restart is tried again after half a second. */
    private static final int SPEED = 60;

    private final SimulatedIntegrations account = SimulatedIntegrations.open(0, "pupstar-primary", "a-token");
    private final DeliveryFactory deliveries = Deliveries.factory(20);
    private volatile boolean over;

    @Test
    void loadGoesOnNothingIsLostAndTheOldSecretsMetricGoesToZero() throws Exception {
        try (account;
                var database = PostgresServer.create();
                var program = program(database)) {
            program.start();
            send(program, "PUT", PATH, "{\"reason\":\"first day\"}");
            try (var provider = new ProviderModel(this::target, SPEED, ProviderRules.DOCUMENTED)) {
                Thread load = new Thread(() -> send(provider), "load");
                load.start();
                awaitMore(provider);

                restart(program, NEW + "," + OLD);
                awaitMore(provider);
                assertTrue(used(program, 1) > 0, "still signed with the old one, which is second now");
                assertEquals(0, used(program, 0));

                send(program, "POST", PATH + "/rotate-secret", "{\"reason\":\"yearly\",\"position\":0}");
                awaitStep(program, "proven", "done");
                awaitStep(program, "retired", "yours");
                // What was signed before the change has been answered by now.
                awaitMore(provider);
                long before = used(program, 1);
                awaitMore(provider);
                assertEquals(before, used(program, 1), "the old one verifies nothing any more");
                assertTrue(used(program, 0) > 0);

                restart(program, NEW);
                awaitMore(provider);
                assertEquals(0, used(program, 1));
                awaitStep(program, "proven", "done");
                awaitStep(program, "retired", "done");

                over = true;
                load.join();
                await("all is delivered")
                        .atMost(PATIENCE)
                        .until(() -> provider.stats().open() == 0);
                ProviderStats stats = provider.stats();
                LOG.infof("a rotation under load: %s", stats);
                assertEquals(0, stats.lost());
                assertEquals(0, stats.pauses(), "never refused: " + stats.answers());
                assertEquals(stats.sent(), stats.delivered());
                assertEquals(ids(provider), stored(program), "each event that happened is stored, once");
            } finally {
                over = true;
            }
        }
    }

    private InboxProcess program(PostgresServer database) {
        var settings = new HashMap<>(database.settings());
        settings.put(SECRETS, OLD);
        settings.put(PROVIDER + "base-url", account.url().toString());
        settings.put(PROVIDER + "account", "pupstar-primary");
        settings.put(PROVIDER + "token", "a-token");
        InboxProcess program = InboxProcess.with(settings);
        return program.set(PROVIDER + "public-url", program.uri().toString());
    }

    private static void restart(InboxProcess program, String secrets) {
        assertEquals(0, program.stop(), program::lastLines);
        program.set(SECRETS, secrets).start();
    }

    private void send(ProviderModel provider) {
        while (!over) {
            provider.send(deliveries.next());
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private SimulatorTarget target() {
        JsonNode own = account.integrations().get(0);
        return new SimulatorTarget(
                URI.create(own.at("/config/baseUrl").asText()),
                own.at("/config/webhookSecret").asText());
    }

    private static void awaitMore(ProviderModel provider) {
        int before = provider.stats().sent();
        await("what was under way is delivered, and more of it")
                .atMost(PATIENCE)
                .until(() -> provider.events().stream().limit(before).allMatch(ProviderStats.SentEvent::delivered)
                        && provider.stats().delivered() > before + 50);
    }

    private static void awaitStep(InboxProcess program, String step, String state) {
        await(step + " is " + state).atMost(PATIENCE).until(() -> {
            for (JsonNode each : program.client().json(PATH + "/rotate-secret").get("steps")) {
                if (each.get("step").asText().equals(step)) {
                    return each.get("state").asText().equals(state);
                }
            }
            return false;
        });
    }

    /** What the metric says; 0 where there is none of that position. */
    private static long used(InboxProcess program, int position) throws Exception {
        String metrics = program.client().get("/q/metrics").body();
        return (long) metrics.lines()
                .filter(line -> line.startsWith("inbox_secret_used_total{"))
                .filter(line -> line.contains("position=\"" + position + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void send(InboxProcess program, String method, String path, String json) throws Exception {
        var answer = program.client().send(method, path, json);
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static Set<String> ids(ProviderModel provider) throws Exception {
        Set<String> ids = new HashSet<>();
        for (ProviderStats.SentEvent event : provider.events()) {
            ids.add(Deliveries.deliveryId(event.delivery()));
        }
        return ids;
    }

    private static Set<String> stored(InboxProcess program) throws Exception {
        List<JsonNode> history = program.client().history();
        Set<String> ids = new HashSet<>();
        for (JsonNode event : history) {
            assertTrue(ids.add(event.get("deliveryId").asText()));
        }
        return ids;
    }
}
