package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.dispatch.PullQueue.PullRequest;
import dev.textusinbox.log.Lanes;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.scripted.ScriptedInbox;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A pull consumer against a plain model, on the real database: clients of two instances receive, acknowledge too late, give back,
 * give up, keep for longer and go away, while an operator retries, discards and replays. To run one seed again, or many, set
 * {@code -Dmodel.seed=} or {@code -Dmodel.seeds=}.
 */
@QuarkusTest
class PullModelTest {
    /** Each takes as long as several of the engine's. */
    private static final int SEEDS = Integer.getInteger("model.seeds", 200) / 5;

    private static final List<Integer> LANES =
            IntStream.range(0, Lanes.COUNT).boxed().toList();

    @Inject
    AgroalDataSource database;

    @Inject
    ScriptedInbox inbox;

    @Test
    void eachEventComesInOrderUntilItIsAcknowledgedAndNeverAfterThat() throws Exception {
        Long only = Long.getLong("model.seed");
        long[] seeds = only == null ? LongStream.rangeClosed(1, SEEDS).toArray() : new long[] {only};
        List<String> broken = new ArrayList<>();
        int handed = 0;
        for (long seed : seeds) {
            var run = new PullRun(seed, database, inbox);
            broken.addAll(run.play());
            handed += run.handed();
        }
        assertEquals(List.of(), broken);
        assertTrue(handed > seeds.length * 20, "handed out: " + handed);
    }

    @Test
    void whatIsLeasedIsNotDueBeforeItsLeaseWasSeenToEnd() throws Exception {
        String name = "pull-due-" + Long.toString(System.nanoTime(), 36);
        var queue = new PullQueue(name, RigSettings.TIRELESS, new SimpleMeterRegistry());
        var request = new PullRequest(10, 1 << 20, Duration.ofMinutes(1));
        try (Connection connection = database.getConnection()) {
            PullConsumers.register(connection, name, List.of(), true);
            String contact = ScriptedInbox.newPhone();
            inbox.store("model", contact);
            assertEquals(1, queue.receive(connection, Set.of(), request).size());
            // It gets a row, since somebody looks for more in its lane.
            inbox.store("model", contact);
            assertEquals(0, queue.receive(connection, Set.of(), request).size());
            Sql.update(
                    connection,
                    "UPDATE redelivery SET due_at = now() - interval '1 s', lease_until = now() - interval '1 s'"
                            + " WHERE handler = ? AND lease_id IS NOT NULL",
                    name);

            assertEquals(List.of(), new DueRedeliveries(name).due(connection, LANES, 10, 10));

            queue.endLeases(connection);
            assertEquals(
                    1,
                    Sql.number(connection, "SELECT sum(attempts) FROM redelivery WHERE handler = ?", name),
                    "a failed attempt");
        } finally {
            new ModelLedger(database, List.of(name)).forget();
        }
    }
}
