package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.scripted.ScriptedInbox;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A pull consumer against a plain model, on the real database: clients of two instances receive, acknowledge too late, give back,
 * give up, keep for longer and go away, while an operator retries, discards and replays. To run one seed again, or many, set
 * {@code -Dmodel.seed=} or {@code -Dmodel.seeds=}.
 */
@QuarkusTest
class PullModelTest {
    private static final int SEEDS = Integer.getInteger("model.seeds", 200);

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
}
