package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.textusinbox.simulator.DeliveryFactory;
import dev.textusinbox.simulator.ProviderModel;
import dev.textusinbox.simulator.ProviderStats;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * The provider by its own rules, twelve hundred times as fast, and a database that is away for fourteen of its hours: what is
 * not parked by then is dropped.
 */
class LongOutageIT {
    private static final Logger LOG = Logger.getLogger(LongOutageIT.class);
    private static final int SPEED = 1200;
    private static final Duration AWAY = scaled(Duration.ofHours(14));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BEFORE = 20;
    private static final int DURING = 60;

    private static Duration scaled(Duration providers) {
        return providers.dividedBy(SPEED);
    }

    /** A program, its database, and a provider that sends to it. */
    private static final class Line implements AutoCloseable {
        final PostgresServer database = PostgresServer.create();
        final DeliveryFactory deliveries = Deliveries.factory(10);
        final InboxProcess program;
        final ProviderModel provider;

        Line(Duration parkAfter) {
            var settings = new HashMap<>(database.settings());
            settings.put("inbox.receive.park-after", parkAfter.toMillis() + "ms");
            settings.put(
                    "inbox.receive.recover-after", scaled(Duration.ofMinutes(1)).toMillis() + "ms");
            program = InboxProcess.with(settings).start();
            provider = new ProviderModel(program.uri().resolve("/webhooks/textus"), Keys.SECRET, SPEED);
        }

        void send(int count) {
            for (int i = 0; i < count; i++) {
                provider.send(deliveries.next());
            }
        }

        ProviderStats stats() {
            return provider.stats();
        }

        @Override
        public void close() {
            provider.close();
            program.close();
            database.close();
        }
    }

    @Test
    void whatIsParkedInTimeIsAllDeliveredAndWhatIsNotIsLost() throws Exception {
        try (var parking = new Line(scaled(Duration.ofHours(10)));
                var never = new Line(Duration.ofDays(1))) {
            for (Line line : new Line[] {parking, never}) {
                line.send(BEFORE);
                await("all is well").atMost(PATIENCE).until(() -> line.stats().delivered() == BEFORE);
                line.database.stop();
                line.send(DURING);
            }
            long back = System.nanoTime() + AWAY.toNanos();
            await("the outage lasts")
                    .atMost(PATIENCE)
                    .until(() -> System.nanoTime() > back && never.stats().lost() == DURING);
            assertTrue(parking.stats().failed(), "its deliveries are kept by the provider: " + parking.stats());

            parking.database.start();
            never.database.start();
            await("what was kept is delivered")
                    .atMost(PATIENCE)
                    .until(() -> parking.stats().open() == 0 && !parking.stats().failed());
            LOG.infof("with parking: %s; without: %s", parking.stats(), never.stats());
            assertEquals(BEFORE + DURING, parking.stats().delivered());
            assertEquals(0, parking.stats().lost());
            assertTrue(parking.stats().answers().keySet().stream().allMatch(status -> status < 300 || status >= 503));
            assertEquals(DURING, never.stats().lost());
            assertEquals(ids(parking), stored(parking), "each event that happened is stored, once");
        }
    }

    private static Set<String> ids(Line line) throws Exception {
        Set<String> ids = new HashSet<>();
        for (ProviderStats.SentEvent event : line.provider.events()) {
            ids.add(Deliveries.deliveryId(event.delivery()));
        }
        return ids;
    }

    private static Set<String> stored(Line line) throws Exception {
        Set<String> ids = new HashSet<>();
        for (JsonNode event : line.program.client().history()) {
            assertTrue(ids.add(event.get("deliveryId").asText()));
        }
        return ids;
    }
}
