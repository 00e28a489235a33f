package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.blackbox.OpenConnection.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More comes at once than the log takes in hand. */
class OverloadIT {
    private static final int CONNECTIONS = 8;
    /** One is being written, one waits. */
    private static final int IN_HAND = 2;

    /** The second where the queue became full between the look at it and the append. */
    private static final List<String> REFUSED = List.of("outcome=\"overloaded\"", "outcome=\"queue-full\"");

    private static final String CONTACT = "+13035550142";

    @Test
    void whatIsTooMuchIsToldAtOnceToTryAgainAndItsConnectionServesOn() throws Exception {
        try (var database = PostgresServer.create();
                var program = InboxProcess.with(database.settings())
                        .set("inbox.log.queue-events", "1")
                        .set("inbox.log.batch-events", "1")
                        .set("inbox.log.silence", "60s")
                        .set("inbox.receive.deadline", "60s")
                        .start()) {
            database.freeze();
            List<OpenConnection> connections = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(new OpenConnection(program.port()));
                connections.get(i).start(SignedPost.of(Deliveries.message(CONTACT, "x".repeat(100_000))));
            }
            await("what is too much is refused while the database stands still")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> refused(program.client()) >= CONNECTIONS - IN_HAND);
            int refused = refused(program.client());
            database.wake();

            int taken = 0;
            for (OpenConnection connection : connections) {
                Answer answer = connection.read();
                assertTrue(List.of(202, 504).contains(answer.status()), answer.head());
                taken += answer.status() == 202 ? 1 : 0;
                String again = Deliveries.message(CONTACT, "again");
                await("the same connection serves on")
                        .until(() -> connection.post(SignedPost.of(again)).status() == 202);
                connection.close();
            }
            assertEquals(CONNECTIONS - refused, taken, "one answer each");
            assertEquals(taken + CONNECTIONS, program.client().history().size());
        }
    }

    private static int refused(InboxClient inbox) throws Exception {
        return inbox.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("inbox_received_total{")
                        && REFUSED.stream().anyMatch(line::contains))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
