package dev.textusinbox.receive;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * One connection's guard against more than can be taken: what comes then is refused before the server makes a request of it,
 * since what refusals cost is taken from the deliveries that could be stored.
 */
final class OverloadGuard extends ChannelDuplexHandler {
    private final BiPredicate<HttpRequest, EventLoop> refuses;
    private final Supplier<FullHttpResponse> refusal;
    /** Requests that the server has and has not answered: an answer must not overtake theirs. */
    private int pending;

    private boolean refused;

    OverloadGuard(BiPredicate<HttpRequest, EventLoop> refuses, Supplier<FullHttpResponse> refusal) {
        this.refuses = refuses;
        this.refusal = refusal;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            refused = isRefusable(request)
                    && refuses.test(request, context.channel().eventLoop());
            if (refused) {
                answer(context, HttpUtil.isKeepAlive(request));
            } else {
                pending++;
            }
        }
        if (refused) {
            // The body, which nobody reads.
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Who waits to be told to send its body is told by the server. */
    private boolean isRefusable(HttpRequest request) {
        return pending == 0 && !request.headers().contains(HttpHeaderNames.EXPECT);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            pending--;
        }
        var unused = context.write(message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void answer(ChannelHandlerContext context, boolean keepAlive) {
        FullHttpResponse response = refusal.get();
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = context.writeAndFlush(response);
        if (!keepAlive) {
            var unused = written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
