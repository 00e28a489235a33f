package dev.textusinbox.receive;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends the wait for a request of which no more comes: runs only while one is there in part. */
final class StallTimer {
    private static final int SECONDS = 10;

    private final Runnable stalled;
    private ScheduledFuture<?> running;
    private boolean progress;

    StallTimer(Runnable stalled) {
        this.stalled = stalled;
    }

    /** To be called when all that has come was read, and a request's end is not there: its head has the time once, as a whole. */
    void awaitMore(ChannelHandlerContext context, boolean inBody) {
        progress |= inBody;
        if (running == null) {
            start(context);
        }
    }

    private void start(ChannelHandlerContext context) {
        progress = false;
        running = context.executor().schedule(() -> look(context), SECONDS, TimeUnit.SECONDS);
    }

    private void look(ChannelHandlerContext context) {
        running = null;
        // What the server itself does not read just now, it need not wait for.
        if (progress || !context.channel().config().isAutoRead()) {
            start(context);
        } else {
            stalled.run();
        }
    }

    void stop() {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
    }
}
