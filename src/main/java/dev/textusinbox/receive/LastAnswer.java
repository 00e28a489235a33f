package dev.textusinbox.receive;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContentEncoder;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection whose other side may still be sending. Closed at once, the kernel would answer what is on its way
 * with a reset, and the reset would take the answer away from who has not read it yet (RFC 9112, 9.6): so first only our own
 * direction ends.
 */
final class LastAnswer {
    /** Whoever has not read its answer by then does not want it. */
    private static final int LINGER_MILLIS = 2_000;

    private LastAnswer() {}

    /** Writes it and ends the connection; what comes meanwhile is for the caller to throw away. */
    static void write(ChannelHandlerContext context, Object answer) {
        // Past the compressor, which takes no answer where it has seen no request: not to a head that never came to its
        // end.
        ChannelHandlerContext compressor = context.pipeline().context(HttpContentEncoder.class);
        end(context, (compressor == null ? context : compressor).writeAndFlush(answer));
    }

    /** Ends the connection when all that was written to it has gone out. */
    static void end(ChannelHandlerContext context) {
        end(context, context.writeAndFlush(Unpooled.EMPTY_BUFFER));
    }

    private static void end(ChannelHandlerContext context, ChannelFuture written) {
        var unused = written.addListener((ChannelFuture done) -> {
            if (done.isSuccess() && context.channel() instanceof DuplexChannel channel && channel.isActive()) {
                linger(context, channel);
            } else {
                close(context);
            }
        });
    }

    private static void linger(ChannelHandlerContext context, DuplexChannel channel) {
        var unused = channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        // Paused by the server or not: what is not read is what makes the kernel reset.
        channel.config().setAutoRead(true);
        var timer = context.executor().schedule(() -> close(context), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        var unusedToo = channel.closeFuture().addListener(closed -> timer.cancel(false));
    }

    private static void close(ChannelHandlerContext context) {
        var unused = context.close();
    }
}
