package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A handler may be dropped while the one instance that runs it is frozen: on waking it must not stay silent. */
class DropFrozenIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aHandlerDroppedWhileItsInstanceWasFrozenIsRegisteredAgain() throws Exception {
        try (var database = PostgresServer.create();
                var sink = RecordingSink.open();
                var lanes = LaneView.of(database)) {
            var settings = new HashMap<>(database.settings());
            try (var other = InboxProcess.with(settings)) {
                settings.put("inbox.forwards.orders.url", sink.url());
                try (var owner = InboxProcess.with(settings)) {
                    owner.start();
                    other.start();
                    await("the owner has all lanes")
                            .atMost(PATIENCE)
                            .until(() -> lanes.shares("orders"), List.of(16)::equals);
                    Signals.freeze(owner);
                    await("its lease is over, so that the drop is allowed")
                            .atMost(PATIENCE)
                            .until(() -> drop(other), status -> status == 204);
                    Signals.wake(owner);
                    assertEquals(
                            202,
                            other.client()
                                    .post(Deliveries.message("+13035550100", "x"))
                                    .statusCode());
                    await("the owner forwards again: " + owner.lastLines())
                            .atMost(PATIENCE)
                            .until(() -> sink.forwards().size() == 1);
                }
            }
        }
    }

    private static int drop(InboxProcess inbox) throws Exception {
        return inbox.client()
                .call("DELETE", "/admin/handlers/orders?reason=renamed", Keys.OPERATOR)
                .statusCode();
    }
}
