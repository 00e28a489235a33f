package dev.textusinbox.receive;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Collects a body's raw bytes up to a limit: whatever the content type says, nothing reads or changes them. */
final class BodyCollector {
    private final HttpServerRequest request;
    private final long maxBytes;
    private final Exchange exchange;
    private final Consumer<byte[]> whenWhole;
    private Buffer body = Buffer.buffer();
    private boolean over;

    BodyCollector(HttpServerRequest request, long maxBytes, Exchange exchange, Consumer<byte[]> whenWhole) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.exchange = exchange;
        this.whenWhole = whenWhole;
    }

    void start() {
        if (declaredLength() > maxBytes) {
            tooLarge();
            return;
        }
        request.handler(this::append);
        request.endHandler(end -> {
            if (!over) {
                whenWhole.accept(body.getBytes());
            }
        });
        request.exceptionHandler(gone -> exchange.abandon());
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    private long declaredLength() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void append(Buffer chunk) {
        if (over) {
            return;
        }
        if (body.length() + chunk.length() > maxBytes) {
            tooLarge();
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void tooLarge() {
        over = true;
        body = null;
        exchange.end(new Reception.TooLarge());
    }
}
