package dev.textusinbox.receive;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Collects a body's raw bytes up to a limit: whatever the content type says, nothing reads or changes them. One that did not
 * come as a whole goes nowhere: its signature would be wrong, and the sender told so.
 */
final class BodyCollector {
    private final HttpServerRequest request;
    private final long maxBytes;
    private final IntPredicate hold;
    private final Consumer<byte[]> whole;
    private final Consumer<Reception> unread;
    private BodyBlocks body;

    /**
     * @param hold takes memory for so many bytes, and is false where there is none
     * @param whole is given the body, or else {@code unread} why there is none
     */
    BodyCollector(
            HttpServerRequest request,
            long maxBytes,
            IntPredicate hold,
            Consumer<byte[]> whole,
            Consumer<Reception> unread) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.hold = hold;
        this.whole = whole;
        this.unread = unread;
    }

    void start() {
        long declared = declaredLength(request);
        if (declared > maxBytes) {
            unread.accept(new Reception.TooLarge());
            return;
        }
        body = new BodyBlocks(declared, hold);
        request.handler(this::append);
        request.endHandler(end -> finish());
        request.exceptionHandler(gone -> {
            body = null;
            unread.accept(new Reception.Failed());
        });
        if (expectsContinue(request)) {
            request.response().writeContinue();
        }
    }

    /** Reads past a body that nobody wants, and then goes on: answered before its end, the sender might miss the answer. */
    static void skip(HttpServerRequest request, long maxBytes, Runnable then) {
        if (expectsContinue(request) || declaredLength(request) > maxBytes) {
            then.run();
            return;
        }
        request.handler(chunk -> {});
        request.endHandler(end -> then.run());
    }

    private static boolean expectsContinue(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }

    private void append(Buffer chunk) {
        if (body == null) {
            return;
        }
        BodyBlocks read = body;
        // Until it is there for certain: what is thrown here is the framework's to catch, and the rest would still
        // come.
        body = null;
        if (read.length() + chunk.length() > maxBytes) {
            unread.accept(new Reception.TooLarge());
        } else if (read.append(chunk)) {
            body = read;
        } else {
            unread.accept(new Reception.Overloaded());
        }
    }

    private void finish() {
        if (body == null || !body.isWhole()) {
            unread.accept(new Reception.Failed());
        } else {
            byte[] bytes = body.whole();
            body = null;
            whole.accept(bytes);
        }
    }
}
