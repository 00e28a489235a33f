package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.log.EventLog;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The engine against a plain model, on the real database: three instances and two handlers go through a random run of
 * appends, failures, crashes, freezes, pauses and operators' decisions, one of the handlers called with one event or with batches. Seeds are printed; to run one again, or many, set
 * {@code -Dmodel.seed=} or {@code -Dmodel.seeds=}, and {@code -Dmodel.first=}.
 */
@QuarkusTest
class EngineModelTest {
    private static final int SEEDS = Integer.getInteger("model.seeds", 200);
    private static final int FIRST = Integer.getInteger("model.first", 1);

    @Inject
    AgroalDataSource database;

    @Inject
    EventLog log;

    @Test
    void noFaultMakesAContactsEventsComeOutOfOrderOrNotAtAll() throws Exception {
        Long only = Long.getLong("model.seed");
        long[] seeds = only == null ? LongStream.range(FIRST, FIRST + SEEDS).toArray() : new long[] {only};
        try (Connection connection = database.getConnection();
                Statement create = connection.createStatement()) {
            create.execute(EffectModel.TABLE);
        }
        // Side by side, since a run mostly waits; they share the log and nothing else.
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<List<String>>> runs = new ArrayList<>();
        for (long seed : seeds) {
            runs.add(threads.submit(() -> new ModelRun(seed, database, log).play()));
        }
        List<String> broken = new ArrayList<>();
        // Meanwhile what they insert is carried over and emptied as fast as can be.
        try (var rotating = new Rotating(database)) {
            for (Future<List<String>> run : runs) {
                broken.addAll(run.get());
            }
            broken.addAll(rotating.failures());
        }
        threads.shutdown();
        assertEquals(List.of(), broken);
        // The engine goes on after one; but everybody locks in one order, so there is none.
        assertEquals(0, Faults.deadlocks(), "deadlocks");
    }
}
