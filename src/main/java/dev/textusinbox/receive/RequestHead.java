package dev.textusinbox.receive;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The part of a request's head that has come, while it is not whole: how its first line begins, and what it takes. */
final class RequestHead {
    /** Enough to tell a webhook's path from others, behind a scheme and a host too. */
    private static final int MAX_KEPT = 300;

    /** Until then it is not worth counting. */
    private static final int UNCOUNTED_BYTES = 8_192;

    private final BodyBudget budget;
    private final byte[] first = new byte[MAX_KEPT];
    private int kept;
    private int counted;
    private long held;

    RequestHead(BodyBudget budget) {
        this.budget = budget;
    }

    /** Some clients end a body with an empty line, which begins nothing. */
    static boolean isBegunBy(ByteBuf bytes) {
        return bytes.forEachByte(each -> each <= ' ') >= 0;
    }

    void begin() {
        kept = 0;
        counted = 0;
    }

    /** More of it; false where there is no room for that in memory. */
    boolean add(ByteBuf bytes) {
        int length = bytes.readableBytes();
        int more = Math.min(length, MAX_KEPT - kept);
        bytes.getBytes(bytes.readerIndex(), first, kept, more);
        kept += more;
        counted += length;
        if (counted <= UNCOUNTED_BYTES) {
            return true;
        }
        if (!budget.take(length)) {
            return false;
        }
        held += length;
        return true;
    }

    void release() {
        if (held > 0) {
            budget.release(held);
            held = 0;
        }
    }

    /** The first line, as far as it has come. */
    String firstLine() {
        String begun = new String(first, 0, kept, StandardCharsets.ISO_8859_1).stripLeading();
        int end = begun.indexOf('\n');
        return end < 0 ? begun : begun.substring(0, end);
    }
}
