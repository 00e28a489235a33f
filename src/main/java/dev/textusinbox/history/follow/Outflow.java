package dev.textusinbox.history.follow;

import dev.textusinbox.platform.http.OutgoingBytes;
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
    private static final long MAX_STALL_NANOS = 20_000_000_000L;

    private static final int QUEUE_BYTES = 128 << 10;

    /** So soon it is looked again whether others' readers have taken what was written to them. */
    private static final long SHORT_MILLIS = 50;

    private final HttpServerRequest request;
    private final OutgoingBytes outgoing;
    private final HttpServerResponse response;
    private final Vertx vertx;
    private final Context loop;
    private Feed source;
    private long timer;
    private long fullSince;
    private boolean full;
    private boolean waiting;
    private boolean written;
    private boolean closed;

    /** What is behind it. Called on the event loop only. */
    interface Feed {
        /** Write until there is nothing more to write or the outflow is full. */
        void pump();

        /** Nothing was written for a while. */
        void idle();

        /** The reader is gone, or was sent away. */
        void closed();
    }

    /** Made where the request is handled. */
    Outflow(HttpServerRequest request, OutgoingBytes outgoing, Vertx vertx) {
        this.request = request;
        this.outgoing = outgoing;
        this.response = request.response();
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
    }

    HttpServerResponse response() {
        return response;
    }

    /** Begins to ask the source. */
    void open(Feed from) {
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
        soon(action, () -> {});
    }

    /** Runs the first on the event loop, or the other where it is closed by then. */
    void soon(Runnable action, Runnable whenClosed) {
        loop.runOnContext(nothing -> (closed ? whenClosed : action).run());
    }

    /** Runs something on the event loop after the time, unless it is closed by then. */
    void later(long millis, Runnable action) {
        vertx.setTimer(millis, id -> soon(action));
    }

    /** Whether nothing may be written: this reader or the others have yet to take what was written, or this one is gone. */
    boolean isFull() {
        if (!full && !closed && response.writeQueueFull()) {
            full = true;
            fullSince = System.nanoTime();
        }
        if (full || closed) {
            return true;
        }
        if (outgoing.areTooMany() && !waiting) {
            waiting = true;
            later(SHORT_MILLIS, () -> {
                waiting = false;
                pump();
            });
        }
        return waiting;
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
        if (isFull() && full) {
            if (System.nanoTime() - fullSince > MAX_STALL_NANOS) {
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
