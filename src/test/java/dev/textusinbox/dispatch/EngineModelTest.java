package dev.textusinbox.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.log.EventLog;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The engine against a plain model, on the real database: three instances and two handlers go through a random run of
 * appends, failures, crashes, freezes, pauses and operators' decisions. Seeds are printed; to run one again, or many, set
 * {@code -Dmodel.seed=} or {@code -Dmodel.seeds=}.
 */
@QuarkusTest
class EngineModelTest {
    private static final int SEEDS = Integer.getInteger("model.seeds", 200);

    @Inject
    AgroalDataSource database;

    @Inject
    EventLog log;

    @Test
    void noFaultMakesAContactsEventsComeOutOfOrderOrNotAtAll() {
        Long only = Long.getLong("model.seed");
        LongStream seeds = only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
        List<String> broken = seeds.mapToObj(seed -> new ModelRun(seed, database, log))
                .flatMap(run -> run.play().stream())
                .limit(20)
                .toList();
        assertEquals(List.of(), broken);
    }
}
