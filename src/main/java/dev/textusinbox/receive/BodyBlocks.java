package dev.textusinbox.receive;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A body's bytes while they come: each is copied once into a block, and most bodies are one block from the start. A body that
 * grew by doubling would take up to three times its size.
 */
final class BodyBlocks {
    private static final int MAX_BLOCK = 64 << 10;
    private static final int UNKNOWN_BLOCK = 2 << 10;

    private final long declared;
    private final IntPredicate room;
    private List<byte[]> full = List.of();
    private byte[] block = {};
    private int used;
    private int length;

    /**
     * @param declared how long it will be; negative: not said
     * @param room takes room for so many bytes, and is false where there is none
     */
    BodyBlocks(long declared, IntPredicate room) {
        this.declared = declared;
        this.room = room;
    }

    /** False where there is no room for it. */
    boolean append(Buffer chunk) {
        int from = 0;
        while (from < chunk.length()) {
            if (used == block.length && !nextBlock(chunk.length() - from)) {
                return false;
            }
            int more = Math.min(chunk.length() - from, block.length - used);
            chunk.getBytes(from, from + more, block, used);
            from += more;
            used += more;
            length += more;
        }
        return true;
    }

    private boolean nextBlock(int atLeast) {
        long rest = declared >= 0 ? declared - length : Math.max(length, UNKNOWN_BLOCK);
        int size = (int) Math.min(MAX_BLOCK, Math.max(atLeast, rest));
        if (!room.test(size)) {
            return false;
        }
        if (used > 0) {
            if (full.isEmpty()) {
                full = new ArrayList<>();
            }
            full.add(block);
        }
        block = new byte[size];
        used = 0;
        return true;
    }

    int length() {
        return length;
    }

    /** Whether as much came as was said. */
    boolean isWhole() {
        return declared < 0 || declared == length;
    }

    /** All of it, in one piece; to be asked for once. */
    byte[] whole() {
        if (full.isEmpty() && block.length == length) {
            return block;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] each : full) {
            System.arraycopy(each, 0, whole, at, each.length);
            at += each.length;
        }
        System.arraycopy(block, 0, whole, at, used);
        full = List.of();
        block = new byte[0];
        return whole;
    }
}
