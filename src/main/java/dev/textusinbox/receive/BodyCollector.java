package dev.textusinbox.receive;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Collects a body's raw bytes up to a limit: whatever the content type says, nothing reads or changes them. One that did not
 * come as a whole goes nowhere: its signature would be wrong, and the sender told so.
 */
final class BodyCollector {
    private final HttpServerRequest request;
    private final long maxBytes;
    private final Exchange exchange;
    private final Consumer<byte[]> whenWhole;
    private BodyBlocks body;

    BodyCollector(HttpServerRequest request, long maxBytes, Exchange exchange, Consumer<byte[]> whenWhole) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.exchange = exchange;
        this.whenWhole = whenWhole;
    }

    void start() {
        long declared = declaredLength(request);
        if (declared > maxBytes) {
            exchange.end(new Reception.TooLarge());
            return;
        }
        body = new BodyBlocks(declared, exchange::hold);
        request.handler(this::append);
        request.endHandler(end -> finish());
        request.exceptionHandler(gone -> {
            body = null;
            exchange.broken();
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
        BodyBlocks whole = body;
        // Until it is there for certain: what is thrown here is the framework's to catch, and the rest would still
        // come.
        body = null;
        if (whole.length() + chunk.length() > maxBytes) {
            exchange.end(new Reception.TooLarge());
        } else if (whole.append(chunk)) {
            body = whole;
        } else {
            exchange.end(new Reception.Overloaded());
        }
    }

    private void finish() {
        if (body == null || !body.isWhole()) {
            exchange.end(new Reception.Failed());
        } else {
            byte[] whole = body.whole();
            body = null;
            whenWhole.accept(whole);
        }
    }
}
