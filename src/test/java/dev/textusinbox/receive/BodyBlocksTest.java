package dev.textusinbox.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyBlocksTest {
    private final BodyBudget budget = new BodyBudget(1 << 20);
    private int held;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2_000, 65_536, 65_537, 900_000})
    void theBytesAreThoseThatCameHoweverTheyWereCut(int length) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] sent = new byte[length];
        random.nextBytes(sent);
        for (long declared : new long[] {length, -1}) {
            var blocks = new BodyBlocks(declared, bytes -> true);
            for (int from = 0; from < length; ) {
                int more = Math.min(length - from, 1 + random.nextInt(8_192));
                assertTrue(blocks.append(Buffer.buffer().appendBytes(sent, from, more)));
                from += more;
            }
            assertTrue(blocks.isWhole());
            assertArrayEquals(sent, blocks.whole(), "seed " + seed);
        }
    }

    @Test
    void takesNoMoreThanWasDeclaredAndLittleMoreThanCameWhereNothingWas() {
        fill(new BodyBlocks(900_000, this::hold), 900_000);
        assertEquals(900_000, held);
        held = 0;
        fill(new BodyBlocks(-1, this::hold), 300_000);
        assertTrue(held < 300_000 + 65_536 + 1, "held " + held);
    }

    @Test
    void isNotWholeBeforeAllThatWasDeclaredHasCome() {
        var blocks = new BodyBlocks(100, bytes -> true);
        assertTrue(blocks.append(Buffer.buffer(new byte[99])));
        assertFalse(blocks.isWhole());
    }

    @Test
    void tellsWhenThereIsNoRoom() {
        assertTrue(budget.take((1 << 20) - 10));
        assertFalse(new BodyBlocks(-1, bytes -> budget.take(bytes)).append(Buffer.buffer(new byte[11])));
        assertEquals((1 << 20) - 10, budget.taken(), "what was refused is not taken");
    }

    private boolean hold(int bytes) {
        held += bytes;
        return true;
    }

    private static void fill(BodyBlocks blocks, int length) {
        for (int sent = 0; sent < length; sent += 1_000) {
            assertTrue(blocks.append(Buffer.buffer(new byte[1_000])));
        }
    }
}
