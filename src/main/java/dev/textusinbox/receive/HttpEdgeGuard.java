package dev.textusinbox.receive;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One connection's guard. A request to a webhook that is no HTTP (a length that is no number, broken chunks, headers over the
 * limit), or whose head does not come to its end, is answered as everything unexpected is, and the connection closed. Requests
 * to other paths are left to the server.
 */
final class HttpEdgeGuard {
    private static final int HEAD_SECONDS = 10;
    private static final Pattern WEBHOOK = Pattern.compile("(https?://[^/]*)?/webhooks/.*", Pattern.DOTALL);
    /** What the decoder calls a request whose first line it can't read: it may be anybody's. */
    private static final String UNREADABLE = "/bad-request";

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("[^?]*%(?![0-9A-Fa-f]{2}).*", Pattern.DOTALL);

    private boolean inRequest;
    private boolean ours;
    private boolean answered;
    private boolean over;
    private ScheduledFuture<?> headTimer;

    /** Sees bytes: a request that has begun must show its whole head in time. */
    ChannelHandler beforeDecoder() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object bytes) {
                if (!inRequest && headTimer == null && !over && bytes instanceof ByteBuf head && begins(head)) {
                    answered = false;
                    headTimer = context.executor()
                            .schedule(() -> answer(context.pipeline().lastContext()), HEAD_SECONDS, TimeUnit.SECONDS);
                }
                context.fireChannelRead(bytes);
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                stopTimer();
                context.fireChannelInactive();
            }
        };
    }

    /** Some clients end a body with an empty line, which begins nothing. */
    private static boolean begins(ByteBuf bytes) {
        return bytes.forEachByte(each -> each <= ' ') >= 0;
    }

    /** Sees requests and their bodies, and whether the server has answered. */
    ChannelHandler afterDecoder() {
        return new ChannelDuplexHandler() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (over) {
                    ReferenceCountUtil.release(message);
                } else if (isBroken(message)) {
                    ReferenceCountUtil.release(message);
                    answer(context);
                } else {
                    context.fireChannelRead(message);
                }
            }

            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                answered |= message instanceof HttpResponse;
                var unused = context.write(message, promise);
            }
        };
    }

    private boolean isBroken(Object message) {
        boolean broken =
                message instanceof HttpObject read && read.decoderResult().isFailure();
        if (message instanceof HttpRequest request) {
            stopTimer();
            inRequest = true;
            answered = false;
            ours = WEBHOOK.matcher(request.uri()).matches() || (broken && UNREADABLE.equals(request.uri()));
            broken |= ours && BROKEN_ESCAPE.matcher(request.uri()).matches();
        }
        if (message instanceof LastHttpContent) {
            inRequest = false;
        }
        return broken && ours;
    }

    private void answer(ChannelHandlerContext context) {
        over = true;
        stopTimer();
        if (answered) {
            var unused = context.close();
            return;
        }
        var response = new EdgeAnswer(Answer.to(new Reception.Failed())).response();
        HttpUtil.setKeepAlive(response, false);
        var unused = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private void stopTimer() {
        if (headTimer != null) {
            headTimer.cancel(false);
            headTimer = null;
        }
    }
}
