package dev.textusinbox.history;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * An answer without an end in sight, given as fast as its reader takes it and no faster. Lives on the request's event
 * loop; only {@link #open} and {@link #soon} may be called from elsewhere.
 */
final class Outflow {
    /** So often a source hears of a reader to whom nothing was written meanwhile. */
    private static final long BEAT_MILLIS = 5_000;

    /** A reader that takes nothing for so long is gone, or as good as gone. */
    private static final long LONGEST_STALL_NANOS = 20_000_000_000L;

    private static final int QUEUE_BYTES = 128 << 10;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Vertx vertx;
    private final Context loop;
    private Source source;
    private long timer;
    private long fullSince;
    private boolean full;
    private boolean written;
    private boolean closed;

    /** What is behind it. Called on the event loop only. */
    interface Source {
        /** Write until there is nothing more to write or the outflow is full. */
        void pump();

        /** Nothing was written for a while. */
        void idle();

        /** The reader is gone, or was sent away. */
        void closed();
    }

    /** Made where the request is handled. */
    Outflow(HttpServerRequest request, Vertx vertx) {
        this.request = request;
        this.response = request.response();
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
    }

    HttpServerResponse response() {
        return response;
    }

    /** Begins to ask the source. */
    void open(Source from) {
        loop.runOnContext(nothing -> {
            source = from;
            if (response.closed()) {
                finish();
                return;
            }
            response.setChunked(true).setWriteQueueMaxSize(QUEUE_BYTES);
            response.exceptionHandler(failure -> finish()).closeHandler(gone -> finish());
            response.drainHandler(drained -> drained());
            timer = vertx.setPeriodic(BEAT_MILLIS, id -> beat());
            source.pump();
        });
    }

    /** Asks the source again, from any thread. */
    void soon() {
        loop.runOnContext(nothing -> pump());
    }

    /** Runs something on the event loop, unless it is closed by then. */
    void soon(Runnable action) {
        loop.runOnContext(nothing -> {
            if (!closed) {
                action.run();
            }
        });
    }

    /** Runs something on the event loop after the time, unless it is closed by then. */
    void later(long millis, Runnable action) {
        vertx.setTimer(millis, id -> soon(action));
    }

    /** Whether nothing may be written: the reader has yet to take what was written, or is gone. */
    boolean isFull() {
        if (!full && !closed && response.writeQueueFull()) {
            full = true;
            fullSince = System.nanoTime();
        }
        return full || closed;
    }

    void write(Buffer chunk) {
        written = true;
        var unused = response.write(chunk);
    }

    /** The whole answer was given. */
    void end() {
        if (!closed) {
            finish();
            var unused = response.end();
        }
    }

    /** The answer breaks off, so that its reader sees that it is not whole. */
    void breakOff() {
        if (!closed) {
            finish();
            if (request.version() == HttpVersion.HTTP_2) {
                response.reset();
            } else {
                request.connection().close();
            }
        }
    }

    private void pump() {
        if (!closed) {
            source.pump();
        }
    }

    private void drained() {
        full = false;
        pump();
    }

    private void beat() {
        if (isFull()) {
            if (System.nanoTime() - fullSince > LONGEST_STALL_NANOS) {
                breakOff();
            }
        } else if (!written) {
            source.idle();
        }
        written = false;
    }

    private void finish() {
        if (!closed) {
            closed = true;
            vertx.cancelTimer(timer);
            source.closed();
        }
    }
}
