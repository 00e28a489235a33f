package dev.textusinbox.history.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.textusinbox.history.event.ReadMemory.Held;
import dev.textusinbox.platform.http.OutgoingBytes;
import dev.textusinbox.platform.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReadMemoryTest {
    private static final int MEGABYTE = 1 << 20;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final OutgoingBytes outgoing = new OutgoingBytes(MEGABYTE);
    private final ReadMemory memory = new ReadMemory(outgoing, 4 * MEGABYTE);

    private void refused(long bytes) {
        ProblemException refusal = assertThrows(
                ProblemException.class, () -> memory.take(bytes, Duration.ZERO).close());
        assertEquals(503, refusal.problem().status());
    }

    @Test
    void whatIsNotFreeIsRefusedAndWhatIsGivenBackIsFree() {
        Held most = memory.take(3 * MEGABYTE, Duration.ZERO);
        refused(2 * MEGABYTE);

        most.close();
        most.close();

        memory.take(4 * MEGABYTE, Duration.ZERO);
        refused(1);
    }

    @Test
    void oneThatIsLargerThanAllHasAll() {
        Held all = memory.take(40L * MEGABYTE, Duration.ZERO);
        refused(1);

        all.close();

        memory.take(4 * MEGABYTE, Duration.ZERO);
    }

    @Test
    void whatIsNoLongerNeededIsFreeForOthers() {
        Held held = memory.take(4 * MEGABYTE, Duration.ZERO);
        held.shrinkTo(MEGABYTE);
        held.shrinkTo(2 * MEGABYTE);

        memory.take(3 * MEGABYTE, Duration.ZERO);
        refused(1);
    }

    @Test
    void whoeverHasPatienceWaitsForWhatOthersGiveBack() throws Exception {
        Held held = memory.take(4 * MEGABYTE, Duration.ZERO);
        var next = CompletableFuture.supplyAsync(() -> memory.take(MEGABYTE, LONG));

        held.close();

        next.get();
    }

    @Test
    void nothingIsReadWhileReadersLeaveTooMuchUntaken() throws Exception {
        outgoing.add(2 * MEGABYTE);
        refused(1);
        var next = CompletableFuture.supplyAsync(() -> memory.take(MEGABYTE, LONG));

        outgoing.remove(2 * MEGABYTE);

        next.get();
    }
}
